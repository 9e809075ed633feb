import type { InquiryEvent } from '@dianda/inquiry';

/** The `data` of an event: the core's event, members without a value left out. */
export type EventBody = InquiryEvent;

/** Why a stream ended; the reader may connect again with its Last-Event-ID unless its access is gone. */
export const streamEnds = [
  'INQUIRY_OVER',
  'ACCESS_ENDED',
  'TOKEN_EXPIRED',
  'STORAGE_UNAVAILABLE',
  'SHUTTING_DOWN',
] as const;
export type StreamEnd = (typeof streamEnds)[number];
