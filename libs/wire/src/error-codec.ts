import { Metadata, status, type ServiceError, type StatusObject } from '@grpc/grpc-js';
import {
  DiandaError,
  errorOrigins,
  isReason,
  reasonKinds,
  type ErrorOrigin,
  type Reason,
  type Violation,
} from '@dianda/inquiry';
import { codeOfKind, verdictOf, type EndOfCall } from './error-codes.js';
import { ErrorReason } from './generated/dianda/adapter/v1/error_reason.js';
import type { Any } from './generated/google/protobuf/any.js';
import { BadRequest, ErrorInfo, RetryInfo } from './generated/google/rpc/error_details.js';
import { Status } from './generated/google/rpc/status.js';
import { pathOf, pointerOf } from './violations.js';

/** Who defines the reasons in an ErrorInfo. */
export const errorDomain = 'dianda.adapter.v1';

const detailsTrailer = 'grpc-status-details-bin';
const typePrefix = 'type.googleapis.com/google.rpc.';
const originKey = 'origin';

/** Beyond this nobody waits for a hint; the leg's own time decides. */
const longestRetryMs = 31 * 24 * 60 * 60 * 1000;

/**
 * An error as a gRPC status with ErrorInfo, and RetryInfo and BadRequest where they apply. Total: it never
 * throws, since a filter that throws ends the process. What is no DiandaError becomes UNEXPECTED of
 * `ownOrigin`; the detail of an internal error is left out.
 */
export function encodeError(error: unknown, ownOrigin: 'adapter' | 'dianda'): StatusObject {
  const known =
    error instanceof DiandaError ? error : DiandaError.internal('UNEXPECTED', { origin: ownOrigin });
  const code = codeOfKind[known.kind];
  const message = known.kind === 'internal' || known.detail === '' ? known.reason : known.detail;
  const metadata = new Metadata();
  const details = Status.encode({ code, message, details: detailsOf(known) }).finish();
  metadata.set(detailsTrailer, Buffer.from(details));
  return { code, details: message, metadata };
}

function detailsOf(error: DiandaError): Any[] {
  const info = ErrorInfo.fromPartial({
    reason: error.reason,
    domain: errorDomain,
    metadata: { [originKey]: error.origin },
  });
  const details: Any[] = [packed('ErrorInfo', ErrorInfo.encode(info).finish())];
  if (error.retryAfterMs !== undefined && Number.isFinite(error.retryAfterMs)) {
    const ms = Math.max(0, Math.ceil(error.retryAfterMs));
    const retryDelay = { seconds: BigInt(Math.floor(ms / 1000)), nanos: (ms % 1000) * 1_000_000 };
    details.push(packed('RetryInfo', RetryInfo.encode(RetryInfo.fromPartial({ retryDelay })).finish()));
  }
  if (error.violations.length > 0) {
    const fieldViolations = error.violations.map(({ pointer, code, detail }) => {
      return { field: pathOf(pointer), description: detail, reason: code };
    });
    details.push(packed('BadRequest', BadRequest.encode({ fieldViolations }).finish()));
  }
  return details;
}

function packed(name: string, value: Uint8Array): Any {
  return { typeUrl: `${typePrefix}${name}`, value: Buffer.from(value) };
}

/**
 * The core's error for what a call to an agency ended with. A reason of the contract counts when it comes under
 * its own code; everything else is judged by its code alone, the agency's word about origin and waiting kept.
 * Never throws.
 */
export function decodeError(error: EndOfCall): DiandaError {
  const { info, retryAfterMs, violations } = richDetails(error.metadata);
  const verdict = verdictOf(error);
  const reason = info === undefined ? undefined : contractReason(info.reason, error.code);
  const facts = {
    origin: believedOrigin(info, error.code) ?? verdict.origin,
    violations,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
  if (reason !== undefined)
    return DiandaError.fromReason(reason, { ...facts, detail: `status ${error.code}` });
  // The agency's own reason helps its operators; its free text may hold anything and is left out.
  const said = /^[A-Z][A-Z0-9_]{0,62}$/.test(info?.reason ?? '') ? `, reason ${info?.reason ?? ''}` : '';
  return DiandaError.fromReason(verdict.reason, { ...facts, detail: `status ${error.code}${said}` });
}

/** Reasons of the contract only: what courts may be told (a case that is closed, say) is not an agency's to say. */
function contractReason(text: string, code: number): Reason | undefined {
  const inContract = Object.hasOwn(ErrorReason, `ERROR_REASON_${text}`);
  if (!inContract || !isReason(text)) return undefined;
  const ownCode: number = codeOfKind[reasonKinds[text]];
  return ownCode === code ? text : undefined;
}

/** Codes that say a question was refused as it stands; only there may the fault be ours (proto/README.md section 8). */
const refusals: ReadonlySet<number> = new Set([
  codeOfKind.invalid,
  codeOfKind.unauthenticated,
  codeOfKind.forbidden,
  codeOfKind['not-found'],
  codeOfKind.conflict,
  codeOfKind.precondition,
]);

/**
 * Whom an agency may blame: itself, its adapter, or us where it refuses the question. Trouble it has while answering is
 * never ours, or it would escape its own breaker; and of the court's officer it knows nothing.
 */
function believedOrigin(info: ErrorInfo | undefined, code: number): ErrorOrigin | undefined {
  const origin = errorOrigins.find((each) => each === info?.metadata[originKey]);
  if (origin === 'agency' || origin === 'adapter') return origin;
  return origin === 'dianda' && refusals.has(code) ? origin : undefined;
}

interface RichDetails {
  readonly info?: ErrorInfo;
  readonly retryAfterMs?: number;
  readonly violations: readonly Violation[];
}

function richDetails(metadata: Metadata): RichDetails {
  const [trailer] = metadata.get(detailsTrailer);
  if (!Buffer.isBuffer(trailer)) return { violations: [] };
  try {
    const { details } = Status.decode(trailer);
    const of = (name: string) => details.find(({ typeUrl }) => typeUrl === `${typePrefix}${name}`)?.value;
    const [info, retry, bad] = [of('ErrorInfo'), of('RetryInfo'), of('BadRequest')];
    const decoded = info === undefined ? undefined : ErrorInfo.decode(info);
    // Another domain's reasons mean nothing here.
    if (decoded?.domain !== errorDomain) return { violations: [] };
    const retryAfterMs = retry === undefined ? undefined : waitOf(RetryInfo.decode(retry));
    return {
      info: decoded,
      violations: bad === undefined ? [] : violationsOf(BadRequest.decode(bad)),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    };
  } catch {
    // Details that cannot be read are as good as none; the code still counts.
    return { violations: [] };
  }
}

function waitOf({ retryDelay }: RetryInfo): number | undefined {
  if (retryDelay === undefined) return undefined;
  const ms = Number(retryDelay.seconds) * 1000 + Math.ceil(retryDelay.nanos / 1e6);
  return ms >= 0 && ms <= longestRetryMs ? ms : undefined;
}

function violationsOf({ fieldViolations }: BadRequest): Violation[] {
  return fieldViolations.map(({ field, reason, description }) => {
    return { pointer: pointerOf(field), code: reason, detail: description };
  });
}

/** Whether an error is one that a gRPC call ended with. */
export function isServiceError(error: unknown): error is ServiceError {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'number' &&
    Object.hasOwn(status, error.code) &&
    'metadata' in error &&
    error.metadata instanceof Metadata
  );
}
