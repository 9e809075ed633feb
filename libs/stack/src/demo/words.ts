import { reportWordsOf, type Language, type ReportWords } from '@dianda/inquiry';

/** Everything that the demo says to people: the report's words, and those of its own. */
export interface Words extends ReportWords {
  readonly columns: readonly string[];
  readonly progress: {
    readonly folder: string;
    readonly ready: (part: string) => string;
    readonly died: (part: string) => string;
    readonly allReady: string;
    readonly casePushed: (caseNumber: string) => string;
    readonly down: (agency: string) => string;
    readonly back: (agency: string, seconds: string) => string;
    readonly noticeDrawnUp: (number: string, sha256: string) => string;
    readonly ordered: (legs: number) => string;
    readonly firstAnswer: (seconds: string) => string;
    readonly completed: (seconds: string) => string;
    readonly released: (agency: string) => string;
    readonly late: (version: number, seconds: string) => string;
    readonly stays: (url: string) => string;
    readonly account: (username: string, password: string) => string;
    readonly kept: (folder: string) => string;
    readonly interrupted: string;
    readonly stopped: string;
  };
}

const own: Record<Language, Pick<Words, 'columns' | 'progress'>> = {
  'zh-CN': {
    columns: ['被查询人', '财产类别', '协助单位', '状态', '尝试', '等待 / 预计', '反馈'],
    progress: {
      folder: '临时目录',
      ready: (part) => `就绪 ${part}`,
      died: (part) => `意外退出 ${part}`,
      allReady: '全部就绪',
      casePushed: (caseNumber) => `案件系统已推送案件 ${caseNumber}`,
      down: (agency) => `${agency}的前置适配器已停机（演示用），先行提交`,
      back: (agency, seconds) => `${agency}的前置适配器恢复：启动后 ${seconds} 秒`,
      noticeDrawnUp: (number, sha256) => `已生成协助查询通知书 ${number}，SHA-256 ${sha256.slice(0, 12)}…`,
      ordered: (legs) => `执行人员已提交查询申请，生成协查单 ${legs} 件`,
      firstAnswer: (seconds) => `首个单位反馈：启动后 ${seconds} 秒`,
      completed: (seconds) => `查询完成：启动后 ${seconds} 秒`,
      released: (agency) => `${agency}的人工审核在期限届满后才通过（演示用）`,
      late: (version, seconds) => `逾期反馈已到，汇总更新为第 ${version} 版：启动后 ${seconds} 秒`,
      stays: (url) => `继续运行，按 Ctrl-C 结束：${url}`,
      account: (username, password) => `登录账号 ${username} 口令 ${password}`,
      kept: (folder) => `已停止；数据和日志留在 ${folder}`,
      interrupted: '已中断，正在清理…',
      stopped: '已停止，未留下任何进程和文件',
    },
  },
  en: {
    columns: ['Subject', 'Class', 'Agency', 'State', 'Attempts', 'Waits for / expected', 'Answer'],
    progress: {
      folder: 'temporary folder',
      ready: (part) => `ready    ${part}`,
      died: (part) => `ended unexpectedly: ${part}`,
      allReady: 'everything is ready',
      casePushed: (caseNumber) => `the court's case system pushed ${caseNumber}`,
      down: (agency) => `the adapter of ${agency} is taken down; the officer orders all the same`,
      back: (agency, seconds) => `the adapter of ${agency} was back ${seconds} s after the start`,
      noticeDrawnUp: (number, sha256) => `the notice ${number} is drawn up, SHA-256 ${sha256.slice(0, 12)}…`,
      ordered: (legs) => `the officer ordered; ${legs} leg${legs === 1 ? '' : 's'} planned`,
      firstAnswer: (seconds) => `first agency answered ${seconds} s after the start`,
      completed: (seconds) => `completed ${seconds} s after the start`,
      released: (agency) => `the reviewer at ${agency} releases a question after its time has run out`,
      late: (version, seconds) =>
        `the late answer made version ${version} of the report ${seconds} s after the start`,
      stays: (url) => `goes on until Ctrl-C: ${url}`,
      account: (username, password) => `sign in as ${username} with ${password}`,
      kept: (folder) => `stopped; data and logs are kept in ${folder}`,
      interrupted: 'interrupted, cleaning up…',
      stopped: 'stopped; no process and no file is left behind',
    },
  },
};

export function wordsOf(language: Language): Words {
  return { ...reportWordsOf(language), ...own[language] };
}
