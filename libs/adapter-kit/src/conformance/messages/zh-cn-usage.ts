import type { Words } from './words.js';

export const zhCnUsage: Words['usage'] = {
  cannotRun: '一致性测试无法运行：',
  hint: '用法见 --help',
  missing: (option) => `缺少 ${option}`,
  malformed: (option) => `${option} 格式有误`,
  testCourt: (files, dispatcher) => `仅供测试的法院：
  适配器配置
    自己的证书和私钥  ${files.adapterCertificate}
                      ${files.adapterKey}
    签发机构          ${files.authority}
    电子协查令公钥    ${files.warrantKeySet}
    许可的对端        ${dispatcher}
  测试命令
    --ca ${files.authority} --cert ${files.dispatcherCertificate} --key ${files.dispatcherKey} \\
    --stranger-cert ${files.strangerCertificate} --stranger-key ${files.strangerKey} \\
    --warrant-key ${files.warrantKey} --tls-name localhost
`,
  help: `从外部经双向 TLS 1.3 测试任何实现 dianda.adapter.v1 契约的服务。

npm run conformance -- --target host:port --agency CODE --ca FILE --cert FILE --key FILE
                       --warrant-key FILE --subjects FILE [选项]
npm run conformance -- --make-test-court FOLDER   生成起步用的密钥和证书，并说明各自用途

必填
  --target host:port       被测前置适配器
  --agency CODE            该协助单位在目录中的代码
  --ca --cert --key FILE   PEM：签发机构证书，以及适配器许可名单上的客户端证书和私钥
  --warrant-key FILE       PEM（PKCS #8，Ed25519，权限 0600）：签发电子协查令；适配器信任其公钥
  --subjects FILE          JSON：单位后台持有哪些被查询人，见下

选填
  --tls-name NAME          适配器证书中的 DNS 名称（默认：target 的主机名）
  --issuer NAME            电子协查令的 iss（默认：dianda）
  --receipt-keys FILE      验证回执的 JWKS，与目录一致（默认：取自 Describe）
  --stranger-cert FILE     同一机构签发、但不在许可名单上的证书……
  --stranger-key FILE      ……及其私钥
  --control CONTROL        测试程序对后台的控制；没有它，凡需要它的场景一律明示跳过：
      tcp:HOST:PORT=>HOST:PORT   测试程序在前一地址监听，后台在后一地址；请把适配器的后台地址配置为前者，不用 TLS
      exec:PROGRAM ARGUMENT …    以一个附加参数运行：cut、hung、garbled 或 heal
  --health URL             适配器的 HTTP 就绪地址（2xx 就绪，503 未就绪）；须与 gRPC 健康状态同步翻转
  --log FILE               适配器日志，检查其中有无个人信息；可重复
  --patience SECONDS       最长等待延期答复的秒数（默认：120）
  --only ID,ID             只运行这些场景
  --report FILE            JSON 报告，可提交
  --lang zh|en             （默认：zh）

被查询人文件
  {
    "assetClass": "LAND",
    "subjects": {
      "found":         { "name": "…", "document": { "type": "RESIDENT_ID", "number": "…" }, "records": 2 },
      "nothing_found": { … }
    },
    "asks": { "court": { "code": "…", "name": "…" }, "requestedBy": { … } }
  }
  角色：found、nothing_found（二者至少其一）、namesake（同名的另一人有财产）、ambiguous、many_pages、
  fifteen_digits、rare_characters、gbk、third_persons、organisation、partial、refused、clarification、deferred。
  缺少的角色，其场景明示跳过。
  被查询人：kind（person、organisation）、name、document、assetClass、dataCategories、transactions {from, to}、
  records（记录数）、contains [记录中应有的文字]、thirdPersons [{name, particulars []}]、reply。
  asks：court、caseNumber、caseType、requestedBy、responsibleOfficer、notice、purpose；缺省为虚构值。
  只可使用虚构人员。

退出码：0 无未通过项，1 有未通过项，2 无法运行
`,
};
