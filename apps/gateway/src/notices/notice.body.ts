import type { StoredNotice } from '@dianda/inquiry';

export type NoticeBody = Omit<StoredNotice, 'caseId'> & {
  readonly links: { readonly self: string; readonly content: string };
};

export function noticeBody({ caseId: _ours, ...notice }: StoredNotice): NoticeBody {
  const self = noticeAddress(notice.id);
  return { ...notice, links: { self, content: `${self}/content` } };
}

export function noticeAddress(id: StoredNotice['id']): string {
  return `/api/v1/notices/${id}`;
}
