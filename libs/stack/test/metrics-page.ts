/** One series of a page: its name, its labels and its value. */
export interface Series {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** What a page of metrics in Prometheus' text format says; throws on a line that is none of it. */
export class MetricsPage {
  private constructor(
    readonly text: string,
    /** Names as the TYPE lines have them. */
    readonly names: readonly string[],
    readonly series: readonly Series[],
  ) {}

  static parse(text: string): MetricsPage {
    const names: string[] = [];
    const series: Series[] = [];
    for (const line of text.split('\n').filter((each) => each !== '')) {
      const type = /^# TYPE (\S+) (?:counter|gauge|histogram|summary)$/.exec(line);
      if (type?.[1] !== undefined) names.push(type[1]);
      else if (!line.startsWith('# HELP ')) series.push(seriesOf(line));
    }
    return new MetricsPage(text, names, series);
  }

  /** The values of all series of that name whose labels are these, added up. */
  sum(name: string, labels: Readonly<Record<string, string>> = {}): number {
    return this.series
      .filter((each) => each.name === name)
      .filter((each) => Object.entries(labels).every(([label, value]) => each.labels[label] === value))
      .reduce((sum, { value }) => sum + value, 0);
  }

  /** Every value that a label has anywhere. */
  valuesOf(label: string): ReadonlySet<string> {
    return new Set(this.series.flatMap(({ labels }) => labels[label] ?? []));
  }
}

function seriesOf(line: string): Series {
  const read = /^([a-z_0-9]+)(?:\{(.*)\})? (\S+)$/.exec(line);
  if (read === null) throw new Error(`no line of a page of metrics: ${line}`);
  const [, name = '', labels = '', value = ''] = read;
  const pairs = [...labels.matchAll(/([a-z_]+)="((?:[^"\\]|\\.)*)"/g)];
  return {
    name,
    labels: Object.fromEntries(pairs.map(([, label = '', text = '']) => [label, text])),
    value: Number(value),
  };
}
