import { describe, expect, test } from 'vitest';
import { foldQuotes } from '#renderer/features/ticket/fold-quotes.ts';

/** What is left to read, of letters as programs write them. */
const LETTERS: readonly (readonly [name: string, letter: string, words: string])[] = [
  ['marked lines', 'Yes, it works.\n\n> Does it work?\n> Tell us.', 'Yes, it works.'],
  [
    'Gmail, English',
    'Thanks!\n\nOn Mon, May 4, 2026 at 10:00 AM Anna Lind <anna@help.example> wrote:\n\n> Please update.\n> Anna',
    'Thanks!',
  ],
  [
    'Gmail, English, broken over lines',
    'Thanks!\n\nOn Mon, May 4, 2026 at 10:00 AM Anna Lind with a long name\n<anna.lind.with.a.long.name@help.example> wrote:\n> Please update.',
    'Thanks!',
  ],
  [
    'Gmail, Russian',
    'Спасибо!\n\nпт, 12 мая 2026 г. в 10:15, Анна Линд <anna@help.example>:\n\n> Обновите, пожалуйста.',
    'Спасибо!',
  ],
  [
    'Thunderbird, Russian',
    'Помогло.\n\n12.05.2026 10:15, Анна Линд пишет:\n> Обновите программу.',
    'Помогло.',
  ],
  [
    'Yandex, without marks',
    'Готово, работает.\n\n12.05.2026, 10:15, "Анна Линд" <anna@help.example>:\nОбновите программу.\nАнна',
    'Готово, работает.',
  ],
  [
    'Mail.ru',
    'Да.\n\nВторник, 12 мая 2026, 10:15 +03:00 от Анна Линд <anna@help.example>:\nЗдравствуйте!\nПроверьте, пожалуйста.',
    'Да.',
  ],
  ['he wrote, Russian', 'Нет.\n\n12 мая 2026 г., 10:15 Анна Линд написала:\n> Проверили?', 'Нет.'],
  ['wrote(a), Russian', 'Нет.\n\n12 мая 2026 г., 10:15 Анна Линд написал(а):\n> Проверили?', 'Нет.'],
  [
    'Outlook, English',
    'See below.\n\nFrom: Anna Lind\nSent: Monday, May 4, 2026 10:00\nTo: Ivan\nSubject: RE: Licence\n\nDear Ivan,\nplease check.',
    'See below.',
  ],
  [
    'Outlook, Russian',
    'Смотрите ниже.\n\nОт: Анна Линд\nОтправлено: 12 мая 2026 г. 10:15\nКому: Иван\nТема: RE: Лицензия\n\nИван, проверьте.',
    'Смотрите ниже.',
  ],
  [
    'Outlook, with a line',
    'Ок\n\n________________________________\nОт: Анна\nДата: 12 мая\nТема: Re: x\n\nтело',
    'Ок',
  ],
  ['original message', 'Fine.\n\n-----Original Message-----\nFrom: Anna\nHello', 'Fine.'],
  ['исходное сообщение', 'Хорошо.\n\n-------- Исходное сообщение --------\nЗдравствуйте', 'Хорошо.'],
  ['forwarded', 'Look at this.\n\n---------- Forwarded message ---------\nFrom: X\nHello', 'Look at this.'],
  ['пересылаемое', 'Вот.\n\n-------- Пересылаемое сообщение --------\nтекст', 'Вот.'],
  ['signature', 'It is solved.\n-- \nIvan Petrov\nGarage North', 'It is solved.'],
  [
    'signature and quotation',
    'It is solved.\n\n-- \nIvan\n\nOn 4 May 2026 at 10:00, Anna wrote:\n> Well?',
    'It is solved.',
  ],
  ['iPhone', 'Ок\n\nОтправлено с iPhone', 'Ок'],
  ['a telephone', 'Ok\n\nSent from my Galaxy', 'Ok'],
  ['words between quotations', '> First?\nYes.\n> Second?\nNo.', 'Yes.|No.'],
  [
    'words under an introduced quotation',
    'On 4 May 2026 at 10:00, Anna wrote:\n> Is it on?\n\nYes, it is on.',
    'Yes, it is on.',
  ],
];

/** Nothing in these is somebody else's. */
const WHOLE: readonly string[] = [
  'Здравствуйте! Программа не запускается с 12.05.2026.',
  'My colleague wrote: it does not start.',
  'Он пишет: не работает',
  'From: the office we see this every day.\nIt is slow.',
  'Тема: важная\nПрограмма не работает.',
  'a -> b\nx > y\n1 > 0',
  'First part\n--\nsecond part\n' + 'line\n'.repeat(20),
  '> only a quotation\n> and nothing else',
  'On Mon, May 4, 2026 at 10:00 AM Anna <a@b.example> wrote:\n> Nothing but this',
  '',
];

describe('quoted text', () => {
  test.each(LETTERS)('%s', (_name, letter, words) => {
    const parts = foldQuotes(letter);
    const read = parts.filter(({ kind }) => kind === 'words').map(({ text }) => text.trim());
    expect(read.filter((text) => text !== '').join('|')).toBe(words);
    expect(parts.map(({ text }) => text).join('\n')).toBe(letter);
  });

  test.each(WHOLE)('is not seen where there is none, and never is everything folded: %j', (letter) => {
    expect(foldQuotes(letter)).toEqual([{ kind: 'words', text: letter }]);
  });

  test('a long letter of hostile lines takes no long time', () => {
    const letter = 'On 1.1.2026 '.repeat(10_000) + '\n' + '12:00 a <'.repeat(10_000) + '\n'.repeat(5_000);
    const begun = performance.now();
    foldQuotes(letter);
    expect(performance.now() - begun).toBeLessThan(2_000);
  });
});
