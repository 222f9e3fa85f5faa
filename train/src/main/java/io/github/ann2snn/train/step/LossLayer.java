package io.github.ann2snn.train.step;

import io.github.ann2snn.ann.forward.Inference;
import io.github.ann2snn.ann.training.TrainingConfig.Loss;

/**
 * The activation of the output layer, and the loss: of logits z and labels y of a sample, cross
 * entropy with softmax has the gradient ŷ - y, and ½ Σ (y - ŷ)² with sigmoid (ŷ - y) ŷ (1 - ŷ).
 */
record LossLayer(Flow logits, Loss loss) {
  /** As far from 0 and 1 as Deeplearning4j keeps probabilities before it takes logarithms. */
  private static final double LEAST = 1e-10;

  /** Writes the gradients of the logits, and returns the mean of the samples' losses. */
  double loss(float[] labels, int rows) {
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      int at = row * logits.width();
      sum += loss == Loss.MCXENT ? crossEntropy(labels, at) : squares(labels, at);
    }
    float share = 1f / rows;
    for (int i = 0; i < rows * logits.width(); i++) {
      logits.gradients()[i] *= share;
    }
    return sum / rows;
  }

  /** How many logits are largest where labels are. */
  int correct(float[] labels, int rows) {
    int classes = logits.width();
    int correct = 0;
    for (int row = 0; row < rows; row++) {
      int best = Inference.argmax(logits.values(), row * classes, classes);
      correct += best == Inference.argmax(labels, row * classes, classes) ? 1 : 0;
    }
    return correct;
  }

  /** What the output layer makes of a sample's logits. */
  float[] outputs(int row) {
    float[] z = logits.row(logits.values(), row);
    float largest = z[Inference.argmax(z, 0, z.length)];
    double total = 0;
    for (float logit : z) {
      total += StrictMath.exp(logit - largest);
    }
    for (int i = 0; i < z.length; i++) {
      z[i] =
          loss == Loss.MCXENT
              ? (float) (StrictMath.exp(z[i] - largest) / total)
              : ActivationLayer.sigmoid(z[i]);
    }
    return z;
  }

  private double crossEntropy(float[] labels, int at) {
    int to = at + logits.width();
    float[] z = logits.values();
    float[] g = logits.gradients();
    float largest = Float.NEGATIVE_INFINITY;
    for (int i = at; i < to; i++) {
      largest = Math.max(largest, z[i]);
    }
    double total = 0;
    for (int i = at; i < to; i++) {
      g[i] = (float) StrictMath.exp(z[i] - largest);
      total += g[i];
    }
    double sum = 0;
    for (int i = at; i < to; i++) {
      double probability = g[i] / total;
      g[i] = (float) probability - labels[i];
      if (labels[i] != 0) {
        sum -= labels[i] * StrictMath.log(Math.max(LEAST, Math.min(1 - LEAST, probability)));
      }
    }
    return sum;
  }

  private double squares(float[] labels, int at) {
    double sum = 0;
    for (int i = at; i < at + logits.width(); i++) {
      float y = ActivationLayer.sigmoid(logits.values()[i]);
      float error = y - labels[i];
      sum += 0.5 * error * error;
      logits.gradients()[i] = error * y * (1 - y);
    }
    return sum;
  }
}
