import { createRoot } from 'react-dom/client';
import { App } from '#renderer/app/app.tsx';
import { createI18n, languageOf } from '#renderer/app/i18n.ts';
import type { CommandId, TicketId } from '#shared/base/brand.ts';
import { ok } from '#shared/base/result.ts';
import { settingsSchema, type Settings } from '#shared/contract/ipc/settings.ts';
import { createInMemoryDesk, type InMemoryDesk } from '../in-memory-desk.ts';
import { createInMemoryApi, createInMemoryPlatform, SAMPLE_HELLO } from '../in-memory-platform.ts';
import { sampleId, SAMPLE_PEOPLE } from '../sample-desk-data.ts';

/*
 * The window on a desk in memory, to be looked at: ?scene=desk|offline|held|trainee|empty|signed-out|storage|sync|sign-in|choose|starting
 * &theme=light|dark &lang=en|ru &count=40
 */
const query = new URLSearchParams(window.location.search);
const scene = query.get('scene') ?? 'desk';
const shape = settingsSchema.shape;
const me = scene === 'trainee' ? SAMPLE_PEOPLE.oleg : SAMPLE_PEOPLE.dmitry;
const onDesk = !['choose', 'starting', 'sign-in', 'first'].includes(scene);
const settings: Partial<Settings> = {
  theme: shape.theme.parse(query.get('theme') ?? 'light'),
  language: shape.language.parse(query.get('lang') ?? 'en'),
  helpdesk:
    scene === 'choose'
      ? null
      : onDesk || scene === 'starting'
        ? { kind: 'embedded' }
        : { kind: 'remote', url: 'https://help.example.com' },
  profile: onDesk ? { helpdeskId: SAMPLE_HELLO.id, person: me } : null,
};
const platform = createInMemoryPlatform(
  settings,
  'desktop',
  scene === 'storage' ? ['settings-damaged', 'secrets-unprotected'] : [],
);
if (scene === 'starting') platform.world.startResult = new Promise(() => undefined);
const { api } = createInMemoryApi(me);
const desk = createInMemoryDesk({ me, count: scene === 'empty' ? 0 : Number(query.get('count') ?? '40') });
Object.assign(window, { desk, platform });

createRoot(document.getElementById('root') as HTMLElement).render(
  <App
    platform={platform}
    api={api}
    openDesk={async () => ok(desk)}
    i18n={createI18n(languageOf(settings.language ?? 'en', navigator.languages))}
  />,
);

void play(desk);

async function picture(): Promise<Blob> {
  const canvas = new OffscreenCanvas(900, 420);
  const context = canvas.getContext('2d');
  if (context !== null) {
    context.fillStyle = '#f4f6fa';
    context.fillRect(0, 0, 900, 420);
    context.fillStyle = '#d5dbe8';
    context.fillRect(0, 0, 900, 44);
    context.fillStyle = '#1b2330';
    context.font = '22px sans-serif';
    context.fillText('Ошибка подписи 0x800B0100', 240, 200);
    context.strokeStyle = '#d3332a';
    context.lineWidth = 5;
    context.strokeRect(210, 150, 420, 90);
  }
  return canvas.convertToBlob({ type: 'image/png' });
}

async function play({ write, world, read }: InMemoryDesk): Promise<void> {
  const first = sampleId('4', 0) as TicketId;
  const second = sampleId('4', 1) as TicketId;
  const last = (): CommandId => read.outbox.get().at(-1)?.command.id as CommandId;
  if (scene === 'empty' || scene === 'trainee') return;
  const offline: Parameters<typeof world.setConnection>[0] = {
    kind: 'offline',
    why: { kind: 'unreachable' },
    nextTryAt: Date.now() + 24_000,
  };
  const shot = await write.keepFile(await picture(), 'Снимок ошибки.png');
  if (shot.ok)
    await write.saveDraft({
      ticketId: first,
      kind: 'reply',
      text: 'Анна, здравствуйте! Программе нужна поддержка SHA-256, а в Windows XP она появилась только с Service Pack 3.\nСсылка на дистрибутив ниже: https://example.com/sp3',
      attachments: [shot.value],
    });
  await write.saveDraft({ ticketId: second, kind: 'note', text: 'Ask Maria about the key', attachments: [] });
  if (scene === 'offline') {
    world.setConnection(offline);
    if (shot.ok)
      await write.saveDraft({
        ticketId: first,
        kind: 'reply',
        text: 'Анна, попробуйте, пожалуйста, шаги ниже. Если не поможет, позвоню до обеда.',
        attachments: [shot.value],
      });
    await write.send(first, 'reply');
    await write.send(second, 'note');
    await write.record({ kind: 'status', ticketId: second, payload: { to: 'resolved' } });
  }
  if (scene === 'held') {
    world.setConnection(offline);
    await write.send(first, 'reply');
    const newer = world.customerWrites(
      first,
      'Уже не надо, спасибо! Мы поставили SP3 сами, всё заработало. Но теперь не печатает счёт.',
    );
    if (newer.kind === 'customer') world.hold(last(), [newer]);
    await write.record({ kind: 'assign', ticketId: second, payload: { from: null, to: me.id } });
    world.refuse(last(), 'assigned-to-other', SAMPLE_PEOPLE.maria.id);
    world.setQuarantine([{ key: 'q1', what: 'command', detail: 'kind "snooze"', raw: {} }]);
    world.setConnection({ kind: 'online', progress: null, filesAhead: 0 });
  }
  if (scene === 'signed-out') world.setConnection({ kind: 'signed-out' });
  if (scene === 'sync')
    world.setConnection({ kind: 'online', progress: { done: 3120, total: 10_000 }, filesAhead: 0 });
  if (scene === 'first') world.setReady(false);
  if (scene === 'storage') world.setStorage({ kind: 'full' });
}
