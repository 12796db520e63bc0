/** Russian: partner organisations, and tickets that they have. */
export const ruPartners = {
  partners: {
    title: 'Партнёры',
    hint: 'Организации, которым передают обращения, и что каждой из них можно видеть о клиенте. Заметки и ответы команды не передаются никогда.',
    readOnly: 'Список ведут старшие.',
    add: 'Добавить партнёра',
    edit: 'Изменить',
    editNamed: 'Изменить: {{name}}',
    empty: 'Партнёров пока нет',
    emptyHint: 'Добавьте организацию, и ей можно будет передавать обращения.',
    newTitle: 'Новый партнёр',
    name: 'Название',
    email: 'Адрес почты',
    language: 'Язык писем',
    fieldsTitle: 'Что этому партнёру можно видеть',
    fieldsHint: 'Письма составляются только из этого.',
    days: 'Через сколько дней ждать ответа',
    active: 'Обращения передаются',
    inactive: 'сейчас обращения не передаются',
    summary_one: '{{email}} · язык писем: {{language}} · {{count, number}} день',
    summary_few: '{{email}} · язык писем: {{language}} · {{count, number}} дня',
    summary_many: '{{email}} · язык писем: {{language}} · {{count, number}} дней',
    summary_other: '{{email}} · язык писем: {{language}} · {{count, number}} дня',
    may: 'Можно видеть: {{fields}}',
    save: 'Сохранить',
    saved: 'Сохранено: {{name}}',
    remove: 'Убрать',
    removed: 'Убрано: {{name}}',
    invalid: {
      name: 'Назовите организацию.',
      email: 'Адрес почты выглядит так: help@example.com.',
      fields: 'Выберите хотя бы что-то одно: пустое письмо никому не поможет.',
      days: 'Целое число дней, от 1 до 365.',
    },
    field: {
      subject: 'Тема',
      question: 'Что написал клиент',
      words: 'Слова оператора партнёру',
      name: 'Имя клиента',
      company: 'Компания',
      email: 'Почта клиента',
      phone: 'Телефон клиента',
      environment: 'Система и браузер',
      products: 'Продукты',
    },
  },
  toPartner: {
    title: 'Передать №{{number}} партнёру',
    find: 'Найти партнёра',
    nothing: 'Такого партнёра нет.',
    none: 'Нет партнёра, которому передают обращения. Список ведут старшие: «Партнёры» в палитре.',
    other: 'Другой партнёр',
    words: 'Ваши слова партнёру',
    wordsHint: 'Стоят в письме перед тем, что написал клиент.',
    passed: 'Передаётся',
    withheld: 'Не передаётся',
    nothingKnown: 'пока ничего не известно',
    files: 'Файлы, заметки и ответы не передаются никогда.',
    subject: 'Тема письма',
    letter: 'Письмо',
    anew: 'Составить заново',
    letterGone: 'Письмо составлено заново.',
    masked:
      'В письме есть то, чего этому партнёру видеть нельзя: {{fields}}. Уберите это, если оно там не случайно.',
    until: 'Ждать ответа до',
    past: 'Это время уже прошло.',
    empty: 'Письмо пустое.',
    send: 'Вахта не отправляет это письмо: скопируйте его или откройте в почтовой программе и отправьте сами. Передача записывает, что было передано.',
    copy: 'Скопировать письмо',
    copied: 'Письмо в буфере обмена.',
    notCopied: 'Не удалось записать в буфер обмена. Выделите текст и скопируйте его.',
    mail: 'Открыть в почтовой программе',
    tooLong: 'Слишком длинное для почтовой программы: скопируйте его.',
    confirm: 'Передать',
  },
  fromPartner: {
    title: 'Ответ партнёра «{{name}}» по №{{number}}',
    text: 'Что ответил партнёр',
    hint: 'Останется в ленте; клиент этого не увидит.',
    confirm: 'Записать ответ',
    takeBack: 'Забрать без ответа',
  },
  withPartner: {
    badge: 'У партнёра «{{name}}» до {{until}}',
    late: '«{{name}}» не ответил, срок был {{until}}',
    subject: 'Тема: {{subject}}',
    passed: 'Передано: {{fields}}',
    nothing: 'о клиенте — ничего',
  },
} as const;

/** Lines of the timeline. */
export const ruPartnerEvents = {
  handedToPartner: '{{who}}: передано партнёру «{{name}}» <{{email}}>, ответ ждём до {{until}}',
  partnerAnswered: '«{{name}}» ответил; записано: {{who}}',
  partnerTakenBack: '{{who}}: обращение забрано у партнёра «{{name}}»',
  partnerLate: 'Обращение вернулось: «{{name}}» должен был уже ответить',
} as const;

/** Commands in the outbox. */
export const ruPartnerCommands = {
  handToPartner: 'Передать партнёру «{{name}}»',
  partnerAnswered: 'Ответ партнёра',
  partnerTakenBack: 'Забрать у партнёра',
} as const;

/** Names of actions. */
export const ruPartnerVerbs = {
  handToPartner: 'Передать партнёру',
  fromPartner: 'Ответ партнёра',
} as const;

/** What is told when it is done. */
export const ruPartnerTold = {
  handedToPartner: '№{{number}} у партнёра «{{name}}». Отправьте письмо, если ещё не отправили.',
  partnerAnswered: 'Ответ партнёра «{{name}}» записан в №{{number}}',
  partnerTakenBack: '№{{number}} забрано у партнёра «{{name}}»',
} as const;

/** Why a hand-over was refused. */
export const ruPartnerRefused = {
  'no-such-partner': 'Отказ: этого партнёра больше нет в списке, или ему сейчас не передают обращения.',
  'not-for-partner':
    'Отказ: партнёру больше нельзя видеть всё это. Ничего не записано; если письмо уже ушло, скажите старшему.',
  'partner-changed': 'Отказ: обращение за это время уже передали или забрали.',
} as const;
