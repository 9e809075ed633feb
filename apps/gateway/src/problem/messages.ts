import type { ErrorKind, RequestLimit } from '@dianda/inquiry';
import type { EdgeReason } from './edge-error.js';
import type { Language } from './language.js';

/** What a kind of problem is called; the reason's own words say the rest. */
export const titles: Record<Language, Record<ErrorKind, string>> = {
  'zh-CN': {
    invalid: '请求有误',
    unauthenticated: '未登录或登录失效',
    forbidden: '无权操作',
    'not-found': '没有找到',
    conflict: '与先前的请求冲突',
    precondition: '条件不符',
    exhausted: '次数超限',
    unavailable: '暂时不可用',
    timeout: '超时',
    internal: '系统内部出错',
  },
  en: {
    invalid: 'The request is wrong',
    unauthenticated: 'Not signed in',
    forbidden: 'Not permitted',
    'not-found': 'Not found',
    conflict: 'In conflict with an earlier request',
    precondition: 'A condition does not hold',
    exhausted: 'Too many requests',
    unavailable: 'Not available at present',
    timeout: 'Out of time',
    internal: 'An error inside Dianda',
  },
};

/** What was exceeded, as a sentence after the reason's own. */
export function limitText({ requests, windowMs }: RequestLimit, language: Language): string {
  const seconds = windowMs / 1000;
  return language === 'zh-CN'
    ? `上限为每${seconds}秒${requests}次。`
    : ` The limit is ${requests} requests in ${seconds} seconds.`;
}

interface EdgeText {
  readonly title: string;
  readonly detail: string;
}

export const edgeTexts: Record<Language, Record<EdgeReason, EdgeText>> = {
  'zh-CN': {
    REQUEST_TIMED_OUT: { title: '接收超时', detail: '请求没有在时限内送达，请重新发送。' },
    METHOD_NOT_ALLOWED: { title: '方法不支持', detail: '此地址不支持该方法，可用方法见 Allow 响应头。' },
    NOT_ACCEPTABLE: {
      title: '格式不可提供',
      detail: '无法按 Accept 要求的格式提供，请参照接口文档接受此地址的格式。',
    },
    CONTENT_TOO_LARGE: { title: '内容过大', detail: '请求内容超过此地址的上限 {limit} 字节，未作处理。' },
    URI_TOO_LONG: { title: '地址过长', detail: '地址中的一段过长，请核对。' },
    UNSUPPORTED_MEDIA_TYPE: {
      title: '内容格式不支持',
      detail: '请以 Accept 响应头所列的格式、UTF-8、不压缩的形式发送。',
    },
    HEADERS_TOO_LARGE: { title: '请求头过大', detail: '请求头超过上限。' },
  },
  en: {
    REQUEST_TIMED_OUT: {
      title: 'Received too slowly',
      detail: 'The request did not arrive in time; send it again.',
    },
    METHOD_NOT_ALLOWED: {
      title: 'Method not allowed',
      detail: 'This address does not take that method; the Allow header lists those it takes.',
    },
    NOT_ACCEPTABLE: {
      title: 'Not acceptable',
      detail:
        'There is no representation that the Accept header admits; the API document lists those of this address.',
    },
    CONTENT_TOO_LARGE: {
      title: 'Content too large',
      detail: 'The body exceeds the {limit} bytes that this address takes; nothing was done with it.',
    },
    URI_TOO_LONG: { title: 'Address too long', detail: 'A segment of the address is too long.' },
    UNSUPPORTED_MEDIA_TYPE: {
      title: 'Media type not supported',
      detail: 'Send one of the types in the Accept header, in UTF-8 and without content coding.',
    },
    HEADERS_TOO_LARGE: { title: 'Headers too large', detail: 'The header fields exceed the limit.' },
  },
};
