import { fault } from '../validation/violation.js';
import { wrongFile } from './batch-file.js';

type Decode = (bytes: Uint8Array) => string;

const decodeAs =
  (encoding: string): Decode =>
  (bytes) =>
    new TextDecoder(encoding, { fatal: true }).decode(bytes);
const utf8 = decodeAs('utf-8');
/** GB 18030 holds GBK and GB 2312. */
const gb18030 = decodeAs('gb18030');

const decoders: Readonly<Record<string, Decode>> = {
  'utf-8': utf8,
  utf8,
  gbk: gb18030,
  gb18030,
  gb2312: gb18030,
};

/**
 * The text of a file in UTF-8 (with or without a byte order mark) or GB 18030, as `charset` says, or as the bytes show
 * when it is silent. Throws InvalidRequest for every other encoding.
 */
export function decodeText(bytes: Uint8Array, charset: string | undefined): string {
  const candidates = charset === undefined ? [utf8, gb18030] : [decoders[charset]];
  for (const decode of candidates) {
    const text = decode === undefined ? undefined : decoded(decode, bytes);
    // No text of ours holds NUL; UTF-16 is full of them.
    if (text !== undefined && !text.includes('\0')) return text;
  }
  throw wrongFile(fault('BATCH_ENCODING'));
}

function decoded(decode: Decode, bytes: Uint8Array): string | undefined {
  try {
    return decode(bytes);
  } catch {
    return undefined;
  }
}
