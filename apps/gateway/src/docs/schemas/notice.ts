import { noticeMediaTypes, noticeOrigins } from '@dianda/inquiry';
import type { NoticeBody } from '../../notices/notice.body.js';
import { count, instant, objectOf, text, uuid, words } from '../schema.js';
import { caseNumber } from './leaves.js';

export const storedNotice = objectOf<NoticeBody>('协助查询通知书 as it is kept; it never changes.', {
  id: uuid,
  caseNumber,
  courtCode: text('法院代字 of the court that issued it', '苏0812'),
  number: text('文书编号', '(2026)苏0812执990001号查1'),
  name: text('文书名称', '协助查询通知书'),
  mediaType: words(noticeMediaTypes, 'By its content.'),
  sizeBytes: count(),
  sha256: {
    type: 'string',
    pattern: '^[0-9a-f]{64}$',
    description: 'Of the bytes; what every leg’s warrant carries.',
  },
  origin: words(noticeOrigins),
  storedAt: instant,
  links: objectOf<NoticeBody['links']>('Where to go on.', {
    self: { type: 'string', format: 'uri-reference' },
    content: { type: 'string', format: 'uri-reference' },
  }),
});
