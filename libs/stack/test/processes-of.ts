import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Processes whose environment, arguments or working directory name the folder. */
export function processesOf(folder: string): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) =>
      [
        () => readFileSync(`/proc/${pid}/environ`, 'utf8'),
        () => readFileSync(`/proc/${pid}/cmdline`, 'utf8'),
        () => readlinkSync(`/proc/${pid}/cwd`),
      ].some((read) => {
        try {
          return read().includes(folder);
        } catch {
          // It ended meanwhile, or belongs to somebody else.
          return false;
        }
      }),
    );
}

/** The pid of a process's one child whose arguments hold the text. */
export function childOf(parent: number, text: string): number {
  const found = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        // Field 4, behind the name in brackets and the state.
        const itsParent = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
        return Number(itsParent) === parent && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(text);
      } catch {
        // It ended meanwhile.
        return false;
      }
    });
  const [pid] = found;
  if (pid === undefined || found.length > 1) throw new Error(`${found.length} children with "${text}"`);
  return Number(pid);
}
