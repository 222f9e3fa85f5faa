// Samples that stop early.

/** The full run and the early exit beside each other. */
function earlyExitTable({ results: { snn, energy } }, exit) {
  const rows = [
    ['steps, mean', snn.timesteps, exit.meanTimesteps],
    ['accuracy, %', 100 * snn.accuracy, 100 * exit.accuracy],
    ['SynOps per sample', snn.synapticOperationsPerSample, exit.synapticOperationsPerSample],
    ...(exit.energy ?? []).map((part) => [
      `nJ, ${part.profile}`,
      energy.find((full) => full.profile === part.profile)?.snnNanojoules,
      part.snnNanojoules,
    ]),
  ];
  return table({
    caption: 'What stopping early saves',
    rows,
    columns: [{ label: '' }, { label: 'full run', format: plain }, { label: 'early exit', format: plain }],
  });
}

function earlyExitChart(run) {
  const exit = run.results.snn.earlyExit;
  if (!exit) return null;
  const sentence = h(
    'p',
    {},
    `Samples that stop once their best class leads by ${plain(exit.margin)} (${isolated(exit.unit)}) take ${significant(exit.meanTimesteps)} steps in the mean, ` +
      `99 % of them at most ${exit.p99Timesteps}; accuracy ${percent(exit.accuracy)} (${interval(exit.accuracyInterval)}), ` +
      `the class of the full run for ${percent(exit.agreementWithFullRun)}.`,
  );
  const counts = exit.samplesByTimesteps;
  if (!counts) return [sentence, earlyExitTable(run, exit), missing(older('number of samples by step'))];
  const samples = d3.sum(counts);
  return [
    sentence,
    h(
      'div',
      { class: 'pair' },
      earlyExitTable(run, exit),
      chart({
        id: 'early-exit',
        title: 'When samples stop',
        height: 240,
        about: 'With early exit: the step after which a sample is decided.',
        data: {
          columns: [
            { label: 't', numeric: true },
            { label: 'samples', format: plain },
            { label: 'share, %', format: percentNumber },
          ],
          rows: counts.map((count, i) => [i + 1, count, count / samples]),
        },
        draw: ({ svg, width, height }) => {
          const x = d3
            .scaleBand(d3.range(1, counts.length + 1), [MARGIN.left, width - MARGIN.right])
            .paddingInner(0.12);
          const y = d3
            .scaleLinear([0, d3.max(counts) / samples || 1], [height - MARGIN.bottom, MARGIN.top])
            .nice();
          axes(
            { svg, width, height },
            {
              x,
              y,
              xLabel: 'time steps',
              yLabel: 'samples, %',
              xTicks: stepTicks(counts.length, width),
              yFormat: percentTick,
            },
          );
          svg
            .append('g')
            .selectAll('rect')
            .data(counts)
            .join('rect')
            .attr('class', 'mark')
            .attr('x', (d, i) => x(i + 1))
            .attr('width', x.bandwidth())
            .attr('y', (d) => y(d / samples))
            .attr('height', (d) => y(0) - y(d / samples))
            .style('fill', color(0));
          return counts.map((count, i) => ({
            x: x(i + 1) + x.bandwidth() / 2,
            y: y(count / samples),
            rows: [
              ['t', i + 1],
              ['samples', grouped.format(count)],
              ['share', percent(count / samples, 1)],
            ],
          }));
        },
      }),
    ),
  ];
}

const exitSection = (run) => {
  const content = earlyExitChart(run);
  return content && section('exit', 'Early exit', content);
};
