import { DiandaError, parseInquiryId, type InquiryId } from '@dianda/inquiry';

/** The id in a path. A text that is no id names no inquiry: throws INQUIRY_NOT_FOUND. */
export function inquiryIdOf(text: string): InquiryId {
  const id = parseInquiryId(text);
  if (id === undefined) throw DiandaError.notFound('INQUIRY_NOT_FOUND');
  return id;
}
