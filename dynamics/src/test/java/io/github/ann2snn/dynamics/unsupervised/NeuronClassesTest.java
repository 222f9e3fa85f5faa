package io.github.ann2snn.dynamics.unsupervised;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class NeuronClassesTest {
  @Test
  void assignsTheClassOfTheHighestMean() {
    long[][] spikes = {{10, 3, 0}, {6, 3, 0}};
    assertArrayEquals(
        new int[] {1, 1, NeuronClasses.NONE},
        NeuronClasses.of(spikes, new int[] {10, 5}).assigned(),
        "1 to 1.2, 0.3 to 0.6, and one that never fired");
  }

  @Test
  void ofEqualMeansTheFirstClassCounts() {
    long[][] spikes = {{4}, {4}};
    assertArrayEquals(new int[] {0}, NeuronClasses.of(spikes, new int[] {2, 2}).assigned());
  }

  @Test
  void aClassWithoutSamplesIsAssignedToNobody() {
    long[][] spikes = {{0}, {1}};
    assertArrayEquals(new int[] {1}, NeuronClasses.of(spikes, new int[] {0, 2}).assigned());
  }

  @Test
  void votesByTheMeanOverTheNeuronsOfAClass() {
    NeuronClasses.Vote vote = new NeuronClasses(3, new int[] {2, 1, 1, NeuronClasses.NONE}).vote();
    assertEquals(0, vote.prediction(), "nobody has fired");
    vote.fired(3, 7);
    assertEquals(0, vote.prediction(), "it stands for no class");
    vote.fired(1, 1);
    assertEquals(1, vote.prediction(), "0.5 for class 1");
    vote.fired(0, 1);
    assertEquals(2, vote.prediction(), "1 for class 2");
    vote.fired(1, 1);
    assertEquals(1, vote.prediction(), "1 each: the first");
    vote.fired(0, 3);
    assertEquals(2, vote.prediction(), "4 for class 2");
    vote.fired(2, 7);
    assertEquals(1, vote.prediction(), "4.5 for class 1");
  }

  @Test
  void refusesAClassThatDoesNotExist() {
    assertEquals(
        "a neuron's class is 3, expected 0 to 2, or -1",
        assertThrows(IllegalArgumentException.class, () -> new NeuronClasses(3, new int[] {0, 3}))
            .getMessage());
  }
}
