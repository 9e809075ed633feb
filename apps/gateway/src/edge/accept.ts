interface MediaRange {
  readonly type: string;
  readonly subtype: string;
  readonly quality: number;
}

/** The longest Accept header that is read; a longer one counts as one that admits everything. */
const LONGEST_HEADER = 2000;

/**
 * Whether an Accept header admits a media type (RFC 9110 section 12.5.1): the most exact range that matches
 * decides, and quality 0 refuses. No header admits everything.
 */
export function admits(header: string | undefined, mediaType: string): boolean {
  return qualityOf(header, mediaType) > 0;
}

/** Of several representations the one that is wanted most, among equals the first; undefined when none is admitted. */
export function preferred<const T extends string>(
  header: string | undefined,
  offered: readonly T[],
): T | undefined {
  const best = Math.max(...offered.map((each) => qualityOf(header, each)));
  return best > 0 ? offered.find((each) => qualityOf(header, each) === best) : undefined;
}

function qualityOf(header: string | undefined, mediaType: string): number {
  if (header === undefined || header.trim() === '' || header.length > LONGEST_HEADER) return 1;
  const [type = '', subtype = ''] = mediaType.split('/');
  const matching = header
    .split(',')
    .map(rangeOf)
    .filter((range) => matches(range.type, type) && matches(range.subtype, subtype));
  const exactness = (range: MediaRange): number => Number(range.type !== '*') + Number(range.subtype !== '*');
  return matching.toSorted((a, b) => exactness(b) - exactness(a))[0]?.quality ?? 0;
}

function rangeOf(text: string): MediaRange {
  const [range = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const [type = '', subtype = ''] = range.split('/');
  const weight = parameters.find((parameter) => parameter.startsWith('q='));
  return { type, subtype, quality: weight === undefined ? 1 : Number(weight.slice(2)) || 0 };
}

function matches(wanted: string, offered: string): boolean {
  return wanted === '*' || wanted === offered;
}
