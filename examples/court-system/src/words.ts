import type { Language } from './config.ts';

type Texts = ReturnType<typeof zhCn>;

function zhCn() {
  return {
    listening: (url: string) => `接收推送：${url}`,
    casePushed: (caseNumber: string) => `已推送案件 ${caseNumber}`,
    noticeDrawn: (number: string) => `已生成文书 ${number}`,
    ordered: (caseNumber: string, id: string) => `已提交查询 ${caseNumber}，查询申请 ${id}`,
    batchChecked: (accepted: number, refused: number) =>
      `批量试校验：可受理 ${accepted} 行，不可受理 ${refused} 行`,
    rowRefused: (row: number, why: string) => `第 ${row} 行不可受理：${why}`,
    batchOrdered: (id: string, accepted: number, refused: number) =>
      `批量 ${id} 已办理：受理 ${accepted} 行，未受理 ${refused} 行`,
    told: (type: string, caseNumber: string, number: number) =>
      `推送 ${type} ${caseNumber} 第 ${number} 号事件`,
    webhookRefused: '拒收一条推送：签名不符',
    limited: (seconds: number) => `网关要求稍候，${seconds} 秒后重试`,
    cut: (method: string, path: string) => `连接中断，重发 ${method} ${path}（不会重复办理）`,
    renewed: '令牌已失效，重新获取',
    report: (caseNumber: string, version: number, counts: string, files: string) =>
      `${caseNumber} 查询结果第 ${version} 版：${counts}；${files}`,
    counts: (legs: number, searched: number, empty: number, gaps: number, open: number) =>
      `协查单 ${legs} 件，查到 ${searched}，已查无 ${empty}，未能查询 ${gaps}，未结 ${open}`,
    summary: (told: number, refused: number, outOfOrder: number) =>
      `收到推送 ${told} 条，拒收 ${refused} 条，乱序 ${outOfOrder} 条`,
    gaveUp: (seconds: number) =>
      `${seconds} 秒内没有等到报告固定的推送。请查看：推送地址是否已登记（npm run dianda -- webhooks list），该主机是否在网关的 WEBHOOK_HOSTS 中。`,
  };
}

const en: Texts = {
  listening: (url) => `webhooks are received at ${url}`,
  casePushed: (caseNumber) => `pushed case ${caseNumber}`,
  noticeDrawn: (number) => `notice ${number} is drawn up`,
  ordered: (caseNumber, id) => `ordered ${caseNumber}: inquiry ${id}`,
  batchChecked: (accepted, refused) => `dry run of the batch: ${accepted} rows good, ${refused} refused`,
  rowRefused: (row, why) => `row ${row} is refused: ${why}`,
  batchOrdered: (id, accepted, refused) => `batch ${id}: ${accepted} rows accepted, ${refused} refused`,
  told: (type, caseNumber, number) => `told ${type} of ${caseNumber}, event ${number}`,
  webhookRefused: 'refused a webhook: its signature does not hold',
  limited: (seconds) => `the gateway asks to wait: again in ${seconds} s`,
  cut: (method, path) => `the connection was cut: ${method} ${path} is sent again, and done once`,
  renewed: 'the token was refused: taking a new one',
  report: (caseNumber, version, counts, files) =>
    `${caseNumber} report version ${version}: ${counts}; ${files}`,
  counts: (legs, searched, empty, gaps, open) =>
    `${legs} legs, ${searched} found, ${empty} searched and empty, ${gaps} not searched, ${open} open`,
  summary: (told, refused, outOfOrder) =>
    `webhooks: ${told} taken, ${refused} refused, ${outOfOrder} out of order`,
  gaveUp: (seconds) =>
    `no webhook told of a sealed report within ${seconds} s. Is the endpoint registered (npm run dianda -- webhooks list), and its host among the gateway’s WEBHOOK_HOSTS?`,
};

export function wordsOf(language: Language): Texts {
  return language === 'zh-CN' ? zhCn() : en;
}
