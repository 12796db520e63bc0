import { ok } from '#shared/base/result.ts';
import type { Desktop } from '#main/app/desktop.ts';
import type { Handlers } from './router.ts';

/** One line per call: the work is in the services. */
export function makeHandlers(desktop: Desktop): Handlers {
  const { settings, journal, helpdesk, secrets } = desktop;
  return {
    'app.info': () => ok(desktop.info()),
    'settings.read': () => ok(settings.get()),
    'settings.write': (patch) => settings.write(patch),
    'helpdesk.probe': ({ url }) => helpdesk.probe(url),
    'helpdesk.start': () => helpdesk.start(),
    'secrets.state': () => ok(secrets.state()),
    'secrets.forget': async () => ok(await secrets.forget()),
    'journal.append': ({ profile, records }) => journal.append(profile, records),
    'journal.read': ({ profile }) => journal.read(profile),
    'journal.keepFile': ({ profile, sha256, bytes }) => journal.keepFile(profile, sha256, bytes),
    'journal.readFile': ({ profile, sha256 }) => journal.readFile(profile, sha256),
    'journal.forgetFile': ({ profile, sha256 }) => journal.forgetFile(profile, sha256),
    'journal.listFiles': ({ profile }) => journal.listFiles(profile),
    'journal.wipe': ({ profile }) => journal.wipe(profile),
    'notifications.show': (notice) => ok(desktop.notify(notice)),
    'badge.set': ({ count, label }) => ok(desktop.setBadge(count, label)),
    'diagnostics.collect': async () => ok(await desktop.collectDiagnostics()),
    'pages.pdf': ({ html }) => desktop.makePdf(html),
    'external.open': ({ url }) => desktop.openExternal(url),
  };
}
