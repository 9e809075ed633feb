import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import type { Metadata } from '@grpc/grpc-js';

const DETAILS_TRAILER = 'grpc-status-details-bin';
const TYPE_PREFIX = 'type.googleapis.com/google.rpc.';

/** What a status says besides its code, word for word: the suite judges it and so reads it apart from the codec. */
export interface ErrorDetails {
  /** Undefined when there is none: then the status is the transport's own verdict (proto/README.md section 7). */
  readonly info:
    { readonly reason: string; readonly domain: string; readonly origin: string | undefined } | undefined;
  /** Milliseconds of RetryInfo. */
  readonly retryDelayMs: number | undefined;
  /** The fields that BadRequest names. */
  readonly badFields: readonly string[];
}

const NONE: ErrorDetails = { info: undefined, retryDelayMs: undefined, badFields: [] };

/** Reads `google.rpc.Status` out of the trailer; bytes that do not read are as good as none. */
export function readErrorDetails(trailers: Metadata): ErrorDetails {
  const [trailer] = trailers.get(DETAILS_TRAILER);
  if (!Buffer.isBuffer(trailer)) return NONE;
  try {
    const packed = new Map<string, Uint8Array>();
    for (const any of partsOf(trailer).get(STATUS_DETAILS) ?? []) {
      const parts = partsOf(any);
      packed.set(textOf(parts, 1), parts.get(2)?.[0] ?? new Uint8Array());
    }
    return {
      info: infoOf(packed.get(`${TYPE_PREFIX}ErrorInfo`)),
      retryDelayMs: delayOf(packed.get(`${TYPE_PREFIX}RetryInfo`)),
      badFields: fieldsOf(packed.get(`${TYPE_PREFIX}BadRequest`)),
    };
  } catch {
    return NONE;
  }
}

// google/rpc/status.proto
const STATUS_DETAILS = 3;

function infoOf(bytes: Uint8Array | undefined): ErrorDetails['info'] {
  if (bytes === undefined) return undefined;
  const parts = partsOf(bytes);
  const metadata = new Map(
    (parts.get(3) ?? []).map((entry) => {
      const pair = partsOf(entry);
      return [textOf(pair, 1), textOf(pair, 2)];
    }),
  );
  return { reason: textOf(parts, 1), domain: textOf(parts, 2), origin: metadata.get('origin') };
}

function delayOf(bytes: Uint8Array | undefined): number | undefined {
  const duration = bytes === undefined ? undefined : partsOf(bytes).get(1)?.[0];
  if (duration === undefined) return undefined;
  let ms = 0;
  const reader = new BinaryReader(duration);
  while (reader.pos < reader.len) {
    const [field, type] = reader.tag();
    if (field === 1) ms += Number(reader.int64()) * 1000;
    else if (field === 2) ms += reader.int32() / 1e6;
    else reader.skip(type, field);
  }
  return ms;
}

function fieldsOf(bytes: Uint8Array | undefined): readonly string[] {
  if (bytes === undefined) return [];
  return (partsOf(bytes).get(1) ?? []).map((violation) => textOf(partsOf(violation), 1));
}

/** The length-delimited fields of a message, by number. */
function partsOf(bytes: Uint8Array): Map<number, Uint8Array[]> {
  const parts = new Map<number, Uint8Array[]>();
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [field, type] = reader.tag();
    if (type !== WireType.LengthDelimited) {
      reader.skip(type, field);
      continue;
    }
    parts.set(field, [...(parts.get(field) ?? []), reader.bytes()]);
  }
  return parts;
}

function textOf(parts: ReadonlyMap<number, readonly Uint8Array[]>, field: number): string {
  return Buffer.from(parts.get(field)?.[0] ?? []).toString('utf8');
}
