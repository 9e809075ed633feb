/** What Dianda's webhooks say: ids and codes, no name and no number of a person; the report is fetched. */
export interface WebhookMessage {
  readonly type: string;
  readonly inquiryId: string;
  readonly caseNumber: string;
  /** Counts the inquiry's events; grows from message to message, with gaps where an event is of no type one takes. */
  readonly number: number;
  /** Of `leg.settled`: how the agency answered. */
  readonly rung: string | undefined;
  /** Of `report.sealed`. */
  readonly reportVersion: number | undefined;
}

/** Reads a verified body; undefined when it is no message of an inquiry. Members that are not known are passed over. */
export function readMessage(body: unknown): WebhookMessage | undefined {
  if (!isObject(body) || !isObject(body['data'])) return undefined;
  const { type, data } = body;
  const { inquiryId, caseNumber, number, rung, reportVersion } = data;
  if (typeof type !== 'string' || typeof inquiryId !== 'string') return undefined;
  if (typeof caseNumber !== 'string' || typeof number !== 'number') return undefined;
  return {
    type,
    inquiryId,
    caseNumber,
    number,
    rung: typeof rung === 'string' ? rung : undefined,
    reportVersion: typeof reportVersion === 'number' ? reportVersion : undefined,
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
