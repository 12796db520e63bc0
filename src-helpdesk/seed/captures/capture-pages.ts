/** Draws the window of the imaginary workshop program: the pages that `draw-captures.ts` photographs. */

interface Page {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly body: string;
}

const STYLE = `
*{box-sizing:border-box;margin:0}
body{font:13px/1.4 "DejaVu Sans",sans-serif;color:#1c232d;background:#7d8ea3;position:relative;overflow:hidden}
.win{position:absolute;background:#f3f4f6;border:1px solid #5b6675}
.bar{background:#2f4a6d;color:#fff;height:28px;line-height:28px;padding:0 10px;font-size:12px}
.bar i{float:right;font-style:normal;letter-spacing:10px;color:#c9d4e2}
.menu{background:#fff;border-bottom:1px solid #d4d8de;padding:5px 10px;font-size:12px;color:#39424f;word-spacing:14px}
.in{padding:16px}
.btn{display:inline-block;border:1px solid #8b95a3;background:#e6e9ed;padding:4px 16px;margin-left:8px}
.ok{background:#2f4a6d;border-color:#2f4a6d;color:#fff}
.row{display:flex;gap:12px;padding:5px 0}.row b{font-weight:400;color:#5a6472;width:150px}
.field{border:1px solid #b5bcc6;background:#fff;padding:4px 8px;flex:1}
table{border-collapse:collapse;width:100%;background:#fff;font-size:12px}
td,th{border:1px solid #d4d8de;padding:4px 8px;text-align:left;font-weight:400}th{background:#e6e9ed}
.sign{width:34px;height:34px;border-radius:50%;background:#c0392b;color:#fff;text-align:center;font:bold 22px/34px "DejaVu Sans";float:left;margin:2px 14px 30px 0}
.warn{background:#d58a00}
.meter{border:1px solid #8b95a3;background:#fff;height:18px}.meter i{display:block;height:100%;background:#3f8f5b}
svg{position:absolute;inset:0;width:100%;height:100%}
`;

const frame = (x: number, y: number, w: number, title: string, inner: string, menu = ''): string =>
  `<div class="win" style="left:${x}px;top:${y}px;width:${w}px"><div class="bar">${title}<i>–□×</i></div>${
    menu === '' ? '' : `<div class="menu">${menu}</div>`
  }<div class="in">${inner}</div></div>`;

const dialog = (x: number, y: number, w: number, title: string, text: string, buttons: string): string =>
  frame(
    x,
    y,
    w,
    title,
    `<div class="sign">!</div><p style="min-height:64px">${text}</p><p style="text-align:right">${buttons}</p>`,
  );

const arrow = (x1: number, y1: number, x2: number, y2: number): string =>
  `<svg><defs><marker id="m" viewBox="0 0 10 10" refX="7" refY="5" markerWidth="5" markerHeight="5" orient="auto"><path d="M0 0 10 5 0 10z" fill="#d3332a"/></marker></defs><line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="#d3332a" stroke-width="4" marker-end="url(#m)"/></svg>`;
const box = (x: number, y: number, w: number, h: number): string =>
  `<svg><rect x="${x}" y="${y}" width="${w}" height="${h}" rx="4" fill="none" stroke="#d3332a" stroke-width="3"/></svg>`;
const step = (x: number, y: number, n: number): string =>
  `<svg><circle cx="${x}" cy="${y}" r="12" fill="#d3332a"/><text x="${x}" y="${y + 5}" text-anchor="middle" fill="#fff" font-size="14" font-weight="bold">${n}</text></svg>`;
const redacted = (x: number, y: number, w: number, h: number): string =>
  `<svg><rect x="${x}" y="${y}" width="${w}" height="${h}" fill="#10151c"/></svg>`;

const rows = (pairs: readonly (readonly [string, string])[]): string =>
  pairs
    .map(([label, value]) => `<div class="row"><b>${label}</b><span class="field">${value}</span></div>`)
    .join('');
const table = (head: readonly string[], lines: readonly (readonly string[])[]): string =>
  `<table><tr>${head.map((cell) => `<th>${cell}</th>`).join('')}</tr>${lines
    .map((line) => `<tr>${line.map((cell) => `<td>${cell}</td>`).join('')}</tr>`)
    .join('')}</table>`;

const MENU_RU = 'Файл Автомобиль Диагностика Отчёты Справка';
const MENU_EN = 'File Vehicle Diagnostics Reports Help';

const ordersRu = table(
  ['Заказ', 'Автомобиль', 'Работы', 'Сумма'],
  [
    ['1184', 'Лада Веста', 'Замена масла', '4 300'],
    ['1185', 'Киа Рио', 'Диагностика двигателя', '2 100'],
    ['1186', 'Шкода Октавия', 'Тормозные колодки', '9 850'],
  ],
);
const ordersEn = table(
  ['Order', 'Vehicle', 'Work', 'Total'],
  [
    ['2041', 'Skoda Octavia', 'Oil change', '96.00'],
    ['2042', 'Ford Focus', 'Engine diagnostics', '54.00'],
    ['2043', 'VW Passat', 'Brake pads', '187.50'],
  ],
);
const codes = (words: readonly [string, string, string, string], marks: readonly [string, string]): string =>
  table(
    ['ECU', 'DTC', '…', marks[0] + ' / ' + marks[1]],
    [
      ['Engine', 'P0420', words[0], marks[0]],
      ['Engine', 'P0171', words[1], marks[1]],
      ['ABS', 'C0035', words[2], marks[0]],
      ['Gateway', 'U0100', words[3], marks[0]],
    ],
  );

/** Every capture, in the order of the sample's files. Widths and heights in pixels. */
export const CAPTURE_PAGES: readonly Page[] = [
  {
    name: 'signature-ru',
    width: 720,
    height: 420,
    body:
      frame(20, 18, 680, 'Верстак 4.2', ordersRu, MENU_RU) +
      dialog(
        150,
        170,
        430,
        'Верстак — ошибка запуска',
        'Не удалось проверить подпись файла <b>vdcore.dll</b>. Система не знает алгоритма SHA-256. Код 0x80096010.',
        '<span class="btn ok">Закрыть</span>',
      ) +
      arrow(640, 390, 470, 262),
  },
  {
    name: 'signature-en',
    width: 720,
    height: 400,
    body:
      frame(20, 18, 680, 'Verstak 4.2', ordersEn, MENU_EN) +
      dialog(
        140,
        160,
        440,
        'Verstak — cannot start',
        'The signature of <b>vdcore.dll</b> could not be checked. This system does not support SHA-256. Code 0x80096010.',
        '<span class="btn">Details</span><span class="btn ok">Close</span>',
      ) +
      box(192, 200, 376, 64),
  },
  {
    name: 'licence-ru',
    width: 640,
    height: 380,
    body:
      frame(
        30,
        24,
        580,
        'Верстак — лицензия',
        rows([
          ['Владелец', 'Автосервис'],
          ['Номер ключа', 'VK-4417-9082-3316'],
          ['USB-ключ', 'не найден'],
          ['Действует до', '31.12.2026'],
          ['Рабочих мест', '2 из 2 занято'],
        ]) +
          '<p style="text-align:right;margin-top:14px"><span class="btn">Перенести</span><span class="btn ok">Проверить</span></p>',
      ) +
      redacted(216, 110, 374, 20) +
      arrow(560, 350, 330, 160),
  },
  {
    name: 'licence-en',
    width: 640,
    height: 380,
    body:
      frame(
        30,
        24,
        580,
        'Verstak — licence',
        rows([
          ['Owner', 'Workshop'],
          ['Key number', 'VK-2210-7761-0093'],
          ['USB key', 'found, model D-7'],
          ['Valid until', 'expired yesterday'],
          ['Workplaces', '1 of 3 in use'],
        ]) +
          '<p style="text-align:right;margin-top:14px"><span class="btn">Move</span><span class="btn ok">Check again</span></p>',
      ) +
      redacted(216, 110, 374, 20) +
      box(210, 185, 386, 32),
  },
  {
    name: 'update-ru',
    width: 600,
    height: 320,
    body: frame(
      40,
      40,
      520,
      'Обновление Верстака',
      '<div class="sign warn">!</div><p>Загрузка остановилась на 63 %: сервер обновлений не ответил за 30 секунд.</p><p style="clear:both" class="meter"><i style="width:63%"></i></p><p style="margin-top:10px;color:#5a6472">verstak-4.3.0-setup.exe, 118 из 187 МБ</p><p style="text-align:right;margin-top:16px"><span class="btn">Отмена</span><span class="btn ok">Повторить</span></p>',
    ),
  },
  {
    name: 'update-en',
    width: 600,
    height: 320,
    body:
      frame(
        40,
        40,
        520,
        'Verstak update',
        '<div class="sign warn">!</div><p>Setup was rolled back: the file <b>vdbase.db</b> is in use by another program.</p><p style="clear:both" class="meter"><i style="width:88%"></i></p><p style="margin-top:10px;color:#5a6472">verstak-4.3.0-setup.exe, step 7 of 8</p><p style="text-align:right;margin-top:16px"><span class="btn">Cancel</span><span class="btn ok">Try again</span></p>',
      ) + arrow(560, 290, 330, 128),
  },
  {
    name: 'adapter-ru',
    width: 700,
    height: 420,
    body:
      frame(
        20,
        18,
        660,
        'Верстак — подключение к автомобилю',
        rows([
          ['Адаптер', 'VD-7, COM5'],
          ['Связь с адаптером', 'есть'],
          ['Питание разъёма', '12,4 В'],
          ['Шина CAN', 'нет ответа'],
          ['Протокол', 'ISO 15765-4, 500 кбит/с'],
        ]) +
          '<p style="text-align:right;margin-top:14px"><span class="btn">Журнал</span><span class="btn ok">Искать снова</span></p>',
        MENU_RU,
      ) +
      step(190, 112, 1) +
      step(190, 224, 2) +
      box(204, 206, 466, 36),
  },
  {
    name: 'adapter-en',
    width: 700,
    height: 420,
    body:
      frame(
        20,
        18,
        660,
        'Verstak — connecting to the vehicle',
        rows([
          ['Adapter', 'not found'],
          ['Port', 'COM3 (busy)'],
          ['Driver', 'vdusb 2.8.1, unsigned'],
          ['Last connected', '3 days ago'],
          ['Firmware', 'unknown'],
        ]) +
          '<p style="text-align:right;margin-top:14px"><span class="btn">Log</span><span class="btn ok">Search again</span></p>',
        MENU_EN,
      ) + arrow(640, 380, 420, 160),
  },
  {
    name: 'report-ru',
    width: 720,
    height: 360,
    body:
      frame(
        20,
        18,
        680,
        'Верстак — отчёт за неделю',
        table(
          ['Заказ', 'Мастер', 'Часы', 'Запчасти', 'Итого'],
          [
            ['1181', 'Ð˜Ð²Ð°Ð½', '2,5', '3 200', '7 100'],
            ['1184', 'ÐŸÑ‘Ñ‚Ñ€', '1,0', '1 900', '4 300'],
            ['1185', 'Ð˜Ð²Ð°Ð½', '1,5', '0', '2 100'],
            ['Всего', '', '5,0', '5 100', '####'],
          ],
        ),
        MENU_RU,
      ) +
      box(140, 112, 186, 92) +
      step(138, 112, 1) +
      step(640, 216, 2),
  },
  {
    name: 'report-en',
    width: 720,
    height: 340,
    body:
      frame(
        20,
        18,
        680,
        'Verstak — monthly report',
        table(
          ['Mechanic', 'Orders', 'Hours', 'Parts', 'Total'],
          [
            ['T. Novak', '31', '74.5', '2,310.00', '5,980.00'],
            ['S. Meyer', '28', '69.0', '1,905.50', '5,120.50'],
            ['—', '4', '—', '380.00', '380.00'],
          ],
        ),
        MENU_EN,
      ) +
      box(30, 166, 664, 30) +
      arrow(600, 310, 470, 204),
  },
  {
    name: 'payment-ru',
    width: 640,
    height: 400,
    body:
      frame(
        30,
        20,
        580,
        'Личный кабинет — оплата',
        '<h2 style="font-size:17px;margin-bottom:10px">Платёж не прошёл</h2>' +
          rows([
            ['Счёт', '№ 20418'],
            ['Карта', '4276 3800 1122 7719'],
            ['Сумма', '12 900 ₽'],
            ['Ответ банка', 'Операция отклонена (05)'],
          ]) +
          '<p style="margin-top:14px;color:#5a6472">Деньги могут быть временно удержаны банком.</p><p style="text-align:right;margin-top:12px"><span class="btn">Другая карта</span><span class="btn ok">Повторить</span></p>',
      ) + redacted(216, 148, 374, 20),
  },
  {
    name: 'codes-en',
    width: 720,
    height: 340,
    body:
      frame(
        20,
        18,
        680,
        'Verstak — fault memory',
        codes(
          [
            'Catalyst efficiency low',
            'Mixture too lean',
            'Wheel speed sensor, front left',
            'No communication',
          ],
          ['stored', 'pending'],
        ) +
          '<p style="text-align:right;margin-top:14px"><span class="btn">Clear</span><span class="btn ok">Read again</span></p>',
        MENU_EN,
      ) + box(30, 195, 664, 28),
  },
];

/** The whole page to photograph. */
export function capturePage(page: Page): string {
  return `<!doctype html><meta charset="utf-8"><style>${STYLE}body{width:${page.width}px;height:${page.height}px}</style><body>${page.body}`;
}
