import { createLogger } from '../logger.js';
import { createMetrics, type Metrics } from './metrics.js';

function silent() {
  return createLogger({ service: 'tested', level: 'silent' });
}

async function linesOf(metrics: Metrics, name: string): Promise<string[]> {
  const { text } = await metrics.page();
  return text.split('\n').filter((line) => line.startsWith(name));
}

describe('the metrics of a process', () => {
  it('count and observe what they are told, by label', async () => {
    const metrics = createMetrics('dispatcher', silent());
    const labels = { agency: 'bank-1', asset_class: 'BANK_ACCOUNT', rung: 'found' } as const;
    metrics.count('dianda_answers_total', { ...labels, late: 'false' }, 2);
    metrics.count('dianda_answers_total', { ...labels, late: 'false' });
    metrics.observe('dianda_leg_answer_delay_seconds', labels, 86_400);
    const held = 'agency="bank-1",asset_class="BANK_ACCOUNT",rung="found"';
    expect(await linesOf(metrics, 'dianda_answers_total{')).toEqual([
      `dianda_answers_total{${held},late="false"} 3`,
    ]);
    const delays = await linesOf(metrics, 'dianda_leg_answer_delay_seconds_bucket');
    expect(delays).toContain(`dianda_leg_answer_delay_seconds_bucket{le="43200",${held}} 0`);
    expect(delays).toContain(`dianda_leg_answer_delay_seconds_bucket{le="86400",${held}} 1`);
  });

  it('take no personal data as a label', async () => {
    const metrics = createMetrics('dispatcher', silent());
    for (const reason of ['320898199001019903', '张三', 'two words', '6222 0212 3456 7890 123'])
      metrics.count('dianda_attempt_errors_total', { agency: 'bank-1', origin: 'agency', reason });
    const { text } = await metrics.page();
    expect(text).not.toMatch(/320898|张三|two words|6222/);
  });

  it('grow to a bound and no further, whatever a label is filled with', async () => {
    const metrics = createMetrics('dispatcher', silent());
    for (let code = 0; code < 10_050; code += 1)
      metrics.count('dianda_agency_checks_total', { agency: `agency-${code}`, outcome: 'agrees' });
    const lines = await linesOf(metrics, 'dianda_agency_checks_total{');
    expect(lines).toHaveLength(10_001);
    expect(lines).toContain('dianda_agency_checks_total{agency="other",outcome="other"} 50');
  });

  it('refuse a metric that the catalogue gives to another app', () => {
    const metrics = createMetrics('adapter', silent());
    expect(() => metrics.observe('dianda_feed_batch_legs', {}, 1)).toThrow(TypeError);
  });

  it('forget a gauge’s samples that are gone, and have none of what cannot be read', async () => {
    const metrics = createMetrics('dispatcher', silent());
    let read = (): number => 3;
    metrics.readForEachPage('test', ['dianda_agency_breaker_open'], (set) => {
      const value = read();
      const agency = value === 3 ? 'first' : 'second';
      set('dianda_agency_breaker_open', [{ labels: { agency }, value }]);
    });
    const gauge = () => linesOf(metrics, 'dianda_agency_breaker_open{');
    expect(await gauge()).toEqual(['dianda_agency_breaker_open{agency="first"} 3']);
    read = () => 4;
    expect(await gauge()).toEqual(['dianda_agency_breaker_open{agency="second"} 4']);
    read = () => {
      throw new Error('the database is away');
    };
    expect(await gauge()).toEqual([]);
    expect(await linesOf(metrics, 'dianda_metrics_read_failures_total{')).toEqual([
      'dianda_metrics_read_failures_total{component="test"} 2',
    ]);
  });

  it('have no value, and not 0, for a gauge without labels that cannot be read', async () => {
    const metrics = createMetrics('gateway', silent());
    let value: number | undefined = 5;
    metrics.readForEachPage('test', ['dianda_event_streams_open'], (set) => {
      if (value === undefined) throw new Error('away');
      set('dianda_event_streams_open', [{ labels: {}, value }]);
    });
    expect(await linesOf(metrics, 'dianda_event_streams_open')).toEqual(['dianda_event_streams_open 5']);
    value = undefined;
    expect(await linesOf(metrics, 'dianda_event_streams_open')).toEqual([]);
  });

  it('make one page for all who ask at once', async () => {
    const metrics = createMetrics('dispatcher', silent());
    let readCount = 0;
    metrics.readForEachPage('test', ['dianda_agency_breaker_open'], () => {
      readCount += 1;
    });
    await Promise.all([metrics.page(), metrics.page(), metrics.page()]);
    expect(readCount).toBe(1);
    await metrics.page();
    expect(readCount).toBe(2);
  });
});
