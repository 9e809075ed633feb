/** 请求中每一处错误给使用者看的说明；`{…}` 处填入限值或可选值，从不填入提交的内容。 */
export const violationsZh = {
  BODY_MISSING: '请求没有内容，应为一个 JSON 对象。',
  JSON_MALFORMED: '内容不是完整的 UTF-8 JSON，请检查是否被截断。',
  JSON_TOO_DEEP: '嵌套层数过多，最多 {max} 层。',
  OBJECT_EXPECTED: '此处应为一个 JSON 对象。',
  MEMBER_UNKNOWN: '没有这个字段，请删除或核对字段名。',
  REQUIRED: '此项必填。',
  TEXT_EXPECTED: '此处应为文字（JSON 字符串）。',
  TEXT_EMPTY: '此项不能为空。',
  TEXT_TOO_LONG: '此项过长，最多 {max} 个字符。',
  TEXT_UNREADABLE: '此项含有控制字符或无法识别的编码。',
  TEXT_SHAPE: '此项格式不对，应为：{shape}。',
  BOOLEAN_EXPECTED: '此处应为 true 或 false。',
  WHOLE_NUMBER_EXPECTED: '此处应为 {min} 到 {max} 的整数。',
  LIST_EXPECTED: '此处应为列表（JSON 数组）。',
  LIST_TOO_SHORT: '至少需要 {min} 项。',
  LIST_TOO_LONG: '最多 {max} 项。',
  LIST_REPEATS: '与前面的一项重复。',
  VALUE_UNKNOWN: '没有这个值，可选：{allowed}。',
  DOCUMENT_TYPE_NOT_FOR_KIND: '这种证件不属于此类主体，可选：{allowed}。',
  CASE_TYPE_DIFFERS: '与案号中的类型代字不一致。',
  RESPONSIBLE_NOT_ONE: '一个案件只能有一名承办法官。',
  // 由核心或存储判定
  AGENCY_UNKNOWN: '协助单位目录中没有该单位，或该单位已停用。',
  SUBJECT_NOT_LIABLE: '不是本案被执行人（主体类别、姓名或名称、证件种类和号码须全部一致）。',
  OFFICER_UNKNOWN: '本院执行人员名册中没有该工作证编号。',
  OFFICER_NOT_ONESELF: '执行人员只能以本人名义提交，请勿填写此项。',
  SCOPE_UNKNOWN: '该接入客户端未获授权其中的权限范围。',
  CLIENT_KEY_INVALID:
    '不是可登记的公钥：须为 EC P-256、Ed25519 或 2048 至 4096 位 RSA 的 JWK，且不含私钥成员。',
  COURT_UNKNOWN: '没有登记该法院。',
  REFERENCE_REPEATED: '与另一当事人的编号相同。',
  WINDOW_OVER: '维护时段已经过去，或结束早于开始。',
  ZONE_UNKNOWN: '没有这个时区，请用 Asia/Shanghai 这样的 IANA 名称。',
  CURSOR_UNKNOWN: '分页游标无效，请从第一页重新开始。',
} as const satisfies Record<string, string>;

export type ViolationCode = keyof typeof violationsZh;
