import type { InstallationWords } from './words.js';

export const zhCn: InstallationWords = {
  firstStart: (home) => `首次启动：在 ${home} 中建立数据库、密钥、证书和样例数据`,
  laterStart: (home) => `启动，沿用 ${home} 中的数据`,
  ready: (part) => `就绪 ${part}`,
  died: (part, detail) => `意外退出 ${part}：${detail}`,
  restarting: (part, seconds) => `${seconds} 秒后重新启动 ${part}`,
  upgrade: (migrations, backupFolder) =>
    `新版本：数据库将升级（${migrations} 项迁移），升级后旧版本不能再启动。升级前的备份写入 ${backupFolder}；退回时用旧版本执行 npm run dianda -- restore`,
  portStillTaken: (port) => `上次未正常停止，等待端口 ${port} 释放`,
  casePushed: (caseNumber) => `已推送样例案件 ${caseNumber}`,
  running: '点达已启动',
  api: '接口',
  docs: '接口文档',
  health: '健康检查',
  accounts: '样例账号',
  logs: '日志',
  metrics: '指标',
  howToEnd: '按 Ctrl-C 停止；数据保留，再次 npm start 继续',
  ending: '正在依次停止…',
  ended: (home) => `已停止；数据保留在 ${home}`,
  refusals: {
    alreadyRuns: (home, pid) =>
      `点达已在 ${home} 中运行（进程 ${pid}）。请先停止该进程，或用 DIANDA_HOME 指定另一个目录。`,
    portTaken: (port) =>
      `端口 ${port} 已被其他程序占用。请停止该程序，或另选端口，例如 PORT=3100 npm start。`,
    portForbidden: (port) =>
      `当前用户不能使用端口 ${port}。请另选 1024 以上的端口，例如 PORT=3100 npm start。`,
    redisMissing:
      '未安装 redis-server。请安装（Debian：apt-get install redis-server），或去掉 --with-redis：不用 Redis 也能运行。',
  },
  administratorMade: (file) => `已建立首位管理员，一次性密码在 ${file}`,
  administratorNote:
    '首位管理员的一次性密码：首次登录时修改（POST /api/v1/sessions/password），然后删除本文件。',
  accountsNote: '首次启动时生成的样例账号及其初始密码；仅供试用。密码改动后此文件不会更新。',
};
