import { codePointLength } from '@dianda/identifiers';

/** Lead bytes and trail bytes of two-byte GBK (GB 18030's two-byte part). */
const LEAD = { from: 0x81, to: 0xfe };
const TRAIL = { from: 0x40, to: 0xfe };

let table: ReadonlyMap<string, Buffer> | undefined;

/**
 * The text in GBK, as many a log in the trade is written; undefined when a character has no place there. Node decodes
 * GBK and does not encode it, so the decoder is asked about every pair of bytes once.
 */
export function gbkBytes(text: string): Buffer | undefined {
  table ??= gbkTable();
  const parts: Buffer[] = [];
  for (const character of text) {
    const bytes = character < '\u0080' ? Buffer.from(character, 'ascii') : table.get(character);
    if (bytes === undefined) return undefined;
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}

function gbkTable(): ReadonlyMap<string, Buffer> {
  const decoder = new TextDecoder('gbk');
  const entries = new Map<string, Buffer>();
  for (let lead = LEAD.from; lead <= LEAD.to; lead += 1) {
    for (let trail = TRAIL.from; trail <= TRAIL.to; trail += 1) {
      const bytes = Buffer.of(lead, trail);
      const character = decoder.decode(bytes);
      // A pair that is no character decodes to a replacement, and one whose trail is ASCII to two characters.
      if (codePointLength(character) === 1 && character !== '\uFFFD' && !entries.has(character)) {
        entries.set(character, bytes);
      }
    }
  }
  return entries;
}
