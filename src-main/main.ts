import { app, dialog } from 'electron';
import { registerAppScheme } from '#main/app/app-protocol.ts';
import { guardNavigation } from '#main/app/guard-session.ts';
import { readStartOptions } from '#main/app/start-options.ts';
import { startDesktop } from '#main/app/start-desktop.ts';
import { findTicketLink, parseTicketLink } from '#main/services/links/parse-links.ts';

/** Where the program starts: what must be done before the app is ready, and handing over to `startDesktop`. */
const options = readStartOptions(process.argv.slice(1), process.env);
if (options.profileDir !== null) app.setPath('userData', options.profileDir);

if (options.helpdesk?.ok === false) {
  dialog.showErrorBox('Vakhta', options.helpdesk.error);
  app.exit(2);
} else if (app.requestSingleInstanceLock()) {
  // Under this name Windows shows notifications and groups windows; the installer registers the same (`appId`).
  app.setAppUserModelId('app.vakhta.desktop');
  registerAppScheme();
  // Told on the command line to do without (as root, in a container), both together would end every child process.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  guardNavigation();

  // Links may come before there is a window: kept until it can be told.
  let early: string | null = findTicketLink(process.argv.slice(1));
  let openTicket = (ticket: string): void => void (early = ticket);
  let focus = (): void => undefined;
  app.on('open-url', (event, url) => {
    event.preventDefault();
    const ticket = parseTicketLink(url);
    if (ticket !== null) openTicket(ticket);
  });
  app.on('second-instance', (_event, args) => {
    const ticket = findTicketLink(args);
    if (ticket === null) focus();
    else openTicket(ticket);
  });

  // Not awaited at the top level: an ES module that waits for `ready` keeps it from coming.
  void app.whenReady().then(() => {
    const desktop = startDesktop(options);
    openTicket = desktop.openTicket;
    focus = desktop.focus;
    if (early !== null) openTicket(early);
  });
} else {
  app.quit();
}
