import { letterPage } from '#renderer/features/ticket/letter-page.ts';
import { sanitiseHtml } from '#renderer/features/ticket/sanitise-html.ts';

/** What the sanitiser's tests call in a real browser: happy-dom's own parser is not what an attacker meets. */
Object.assign(window, { sanitiseHtml, letterPage });
