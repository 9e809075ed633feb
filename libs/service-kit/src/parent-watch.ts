import type { Shutdown } from './shutdown.js';

/** What ties a child to its parent: a pipe on standard input that the parent holds open, or an IPC channel. */
export const PARENT_LINKS = ['stdin', 'ipc'] as const;
export type ParentLink = (typeof PARENT_LINKS)[number];

/**
 * Stops this process (reason `PARENT_GONE`) when its parent goes away, however it died: the operating
 * system closes both kinds of link. With `stdin` the parent must give a pipe and write nothing that
 * matters; with `ipc` it must have spawned with an IPC channel. A link that is not there counts as gone.
 */
export function watchParent(link: ParentLink, shutdown: Pick<Shutdown, 'stop'>): void {
  const onGone = () => shutdown.stop('PARENT_GONE');
  switch (link) {
    case 'stdin':
      process.stdin.once('end', onGone).once('close', onGone).once('error', onGone).resume();
      return;
    case 'ipc':
      if (!process.connected) {
        onGone();
        return;
      }
      process.once('disconnect', onGone);
  }
}
