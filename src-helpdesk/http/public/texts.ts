import type { PageLanguage } from './page-language.ts';

/** Every text of the customers' pages. Both languages are complete: the type says so. */
export interface Texts {
  readonly title: string;
  readonly lead: string;
  readonly name: string;
  readonly email: string;
  readonly emailHint: string;
  readonly company: string;
  readonly phone: string;
  readonly optional: string;
  readonly topic: string;
  readonly topicUnsure: string;
  readonly subject: string;
  readonly message: string;
  readonly messageHint: string;
  readonly files: string;
  readonly filesHint: string;
  readonly filesKept: string;
  readonly leaveEmpty: string;
  readonly send: string;
  readonly sending: string;
  readonly storedTitle: string;
  readonly storedLead: string;
  readonly storedSystem: string;
  readonly storedBrowser: string;
  readonly storedLanguage: string;
  readonly storedPage: string;
  readonly storedScreen: string;
  readonly storedNothing: string;
  readonly storedWhy: string;
  readonly otherLanguage: string;
  readonly yourQuestion: (number: number) => string;
  readonly bookmark: string;
  readonly states: Readonly<Record<'open' | 'waiting' | 'resolved', string>>;
  readonly you: string;
  readonly support: string;
  readonly conversation: string;
  readonly answer: string;
  readonly answerHint: string;
  readonly live: string;
  readonly liveLost: string;
  readonly noScript: string;
  readonly notSent: string;
  readonly chatTitle: string;
  readonly chatWithout: string;
  readonly chatUnknownTitle: string;
  readonly chatUnknown: string;
  readonly toContact: string;
  readonly toAnother: string;
  readonly bytes: (count: number) => string;
  readonly problems: {
    readonly some: string;
    readonly name: string;
    readonly email: string;
    readonly subject: string;
    readonly message: string;
    readonly answer: string;
    readonly tooLong: (most: number) => string;
    readonly robot: string;
    readonly alreadySent: string;
    readonly fileTooLarge: (name: string) => string;
    readonly fileEmpty: (name: string) => string;
    readonly filesTooLarge: string;
    readonly tooManyFiles: string;
    readonly fileForgotten: string;
    readonly diskFull: string;
  };
  readonly tooManyTitle: string;
  readonly tooMany: (minutes: number) => string;
  readonly tooLargeTitle: string;
  readonly tooLarge: string;
  readonly failedTitle: string;
  readonly failed: string;
  readonly notReadyTitle: string;
  readonly notReady: string;
  readonly notAFormTitle: string;
  readonly notAForm: string;
  readonly noFileTitle: string;
  readonly noFile: string;
}

/** The texts of a language. */
export function textsOf(language: PageLanguage): Texts {
  return language === 'ru' ? RU : EN;
}

const EN: Texts = {
  title: 'Ask the support team',
  lead: 'A person reads every question and answers under their own name. You need no account: after sending you get a page of your own where the answers appear.',
  name: 'Your name',
  email: 'E-mail',
  emailHint: 'So that the team can tell who is writing. It is shown to nobody else.',
  company: 'Company',
  phone: 'Phone',
  optional: 'optional',
  topic: 'What is it about?',
  topicUnsure: 'I am not sure',
  subject: 'Subject',
  message: 'Message',
  messageHint: 'What did you do, what happened, what did you expect? A screenshot often says it fastest.',
  files: 'Files',
  filesHint: 'Screenshots, logs, documents: up to 10 files, 25 MB each, 50 MB together.',
  filesKept: 'These files have arrived. Untick what is not to be sent.',
  leaveEmpty: 'Leave this empty',
  send: 'Send',
  sending: 'Sending…',
  storedTitle: 'What is stored with your question',
  storedLead:
    'Besides what you write, your browser tells the following. It is stored with the question, and nothing else is:',
  storedSystem: 'System',
  storedBrowser: 'Browser',
  storedLanguage: 'Language',
  storedPage: 'Page you came from',
  storedScreen: 'Screen',
  storedNothing: 'not told',
  storedWhy:
    'It helps to find the reason of a fault. Only the team sees it. There are no cookies on this page.',
  otherLanguage: 'По-русски',
  yourQuestion: (number) => `Question No. ${number}`,
  bookmark:
    'Keep the address of this page, for example as a bookmark: opening it brings you back to this conversation. Whoever has the address can read it, so do not pass it on.',
  states: {
    open: 'The team has your message and will answer here.',
    waiting: 'The team has answered. Write below if anything is left.',
    resolved: 'Marked as solved. If it is not, write below and it is open again.',
  },
  you: 'you',
  support: 'support',
  conversation: 'Conversation',
  answer: 'Message',
  answerHint: 'Adds to this conversation.',
  live: 'Answers appear here by themselves.',
  liveLost: 'No connection at the moment. Answers will appear when it is back.',
  noScript: 'Reload the page to see whether there is an answer.',
  notSent:
    'Not sent: there is no connection. Your text is still here; press Send again in a moment. It will not arrive twice.',
  chatTitle: 'Your conversation',
  chatWithout:
    'Every question has a page of its own, with an address that only you know. You get it after sending the form; open it from your bookmarks or your browser’s history. Without it nobody can open the conversation, the team included.',
  chatUnknownTitle: 'This conversation was not found',
  chatUnknown:
    'The address is incomplete or wrong. Copy it once more from where you kept it; it ends with 43 letters, digits, dashes or underscores. If it is lost, ask again and mention the number of your first question.',
  toContact: 'Ask a question',
  toAnother: 'Ask about something else',
  bytes: (count) => spellBytes(count, 'en', ['bytes', 'KB', 'MB']),
  problems: {
    some: 'Nothing has been sent yet. Please look at the marked fields.',
    name: 'Please say how to address you.',
    email: 'Please enter an e-mail address such as name@company.com.',
    subject: 'Please say in a few words what it is about.',
    message: 'Please describe the question.',
    answer: 'Please write something, or add a file.',
    tooLong: (most) =>
      `This is too long: at most ${most.toLocaleString('en-GB')} characters. Longer texts can be sent as a file.`,
    robot:
      'Nothing has been sent: a hidden field was filled in, as programs do. Press Send once more if you are a person.',
    alreadySent:
      'This form was sent before with other words, and that message has arrived. Press Send once more to send this one as well.',
    fileTooLarge: (name) => `“${name}” is larger than 25 MB and was left out.`,
    fileEmpty: (name) => `“${name}” is empty and was left out.`,
    filesTooLarge: 'Together the files are larger than 50 MB; those beyond were left out.',
    tooManyFiles: 'At most 10 files can be sent at once; the others were left out.',
    fileForgotten: 'A file that was sent before is not at hand any more. Please choose it again.',
    diskFull: 'Files cannot be stored at the moment. Send the text without them, or try again later.',
  },
  tooManyTitle: 'A little too fast',
  tooMany: (minutes) =>
    `Too many messages came from your network within a short time. Nothing of this one has been stored. Please wait ${minutes === 1 ? 'one minute' : `${minutes} minutes`}, go back (your text is still there) and send it again.`,
  tooLargeTitle: 'Too large',
  tooLarge:
    'Nothing has been stored: the files are far beyond 50 MB. Go back (your text is still there), choose smaller files and send again.',
  failedTitle: 'That did not work',
  failed:
    'The fault is ours. Please go back (your text is still there) and send it again in a minute; it will not arrive twice.',
  notReadyTitle: 'Not open yet',
  notReady: 'This helpdesk is still being set up and cannot take questions. Please come back later.',
  notAFormTitle: 'Not understood',
  notAForm: 'This did not come from the form on this page. Please open the form and send it from there.',
  noFileTitle: 'No such file',
  noFile: 'This file does not belong to this conversation.',
};

const RU: Texts = {
  title: 'Написать в поддержку',
  lead: 'Каждый вопрос читает человек и отвечает от своего имени. Учётная запись не нужна: после отправки откроется ваша личная страница, на ней и появятся ответы.',
  name: 'Ваше имя',
  email: 'Электронная почта',
  emailHint: 'Чтобы команда понимала, кто пишет. Никому другому адрес не виден.',
  company: 'Компания',
  phone: 'Телефон',
  optional: 'необязательно',
  topic: 'О чём вопрос?',
  topicUnsure: 'Не знаю точно',
  subject: 'Тема',
  message: 'Сообщение',
  messageHint: 'Что вы делали, что случилось, чего ждали? Снимок экрана часто говорит быстрее слов.',
  files: 'Файлы',
  filesHint: 'Снимки экрана, журналы, документы: до 10 файлов, каждый до 25 МБ, вместе до 50 МБ.',
  filesKept: 'Эти файлы уже получены. Снимите отметку с тех, которые не нужно отправлять.',
  leaveEmpty: 'Оставьте это поле пустым',
  send: 'Отправить',
  sending: 'Отправляем…',
  storedTitle: 'Что сохраняется вместе с вопросом',
  storedLead:
    'Кроме того, что вы напишете, браузер сообщает следующее. Это сохраняется вместе с вопросом, и больше ничего:',
  storedSystem: 'Система',
  storedBrowser: 'Браузер',
  storedLanguage: 'Язык',
  storedPage: 'Страница, с которой вы пришли',
  storedScreen: 'Экран',
  storedNothing: 'не сообщается',
  storedWhy:
    'Это помогает найти причину неполадки. Видит это только команда. Файлов cookie на этой странице нет.',
  otherLanguage: 'In English',
  yourQuestion: (number) => `Вопрос № ${number}`,
  bookmark:
    'Сохраните адрес этой страницы, например в закладках: по нему вы вернётесь к переписке. Любой, у кого есть адрес, может её прочитать, поэтому не передавайте его.',
  states: {
    open: 'Сообщение у команды, ответ появится здесь.',
    waiting: 'Команда ответила. Если что-то осталось, напишите ниже.',
    resolved: 'Вопрос отмечен как решённый. Если это не так, напишите ниже, и он откроется снова.',
  },
  you: 'вы',
  support: 'поддержка',
  conversation: 'Переписка',
  answer: 'Сообщение',
  answerHint: 'Добавится к этой переписке.',
  live: 'Ответы появляются здесь сами.',
  liveLost: 'Сейчас нет связи. Ответы появятся, когда она восстановится.',
  noScript: 'Обновите страницу, чтобы увидеть, есть ли ответ.',
  notSent:
    'Не отправлено: нет связи. Текст остался здесь, нажмите «Отправить» ещё раз чуть позже. Дважды сообщение не придёт.',
  chatTitle: 'Ваша переписка',
  chatWithout:
    'У каждого вопроса есть своя страница с адресом, который знаете только вы. Она открывается после отправки формы; найдите её в закладках или в журнале браузера. Без адреса переписку не откроет никто, даже команда.',
  chatUnknownTitle: 'Такой переписки нет',
  chatUnknown:
    'Адрес неполный или с ошибкой. Скопируйте его ещё раз оттуда, где сохранили: в конце 43 знака — латинские буквы, цифры, дефисы, подчёркивания. Если адрес потерян, напишите снова и укажите номер первого вопроса.',
  toContact: 'Задать вопрос',
  toAnother: 'Спросить о другом',
  bytes: (count) => spellBytes(count, 'ru', ['байт', 'КБ', 'МБ']),
  problems: {
    some: 'Пока ничего не отправлено. Посмотрите, пожалуйста, на отмеченные поля.',
    name: 'Напишите, пожалуйста, как к вам обращаться.',
    email: 'Укажите адрес почты, например name@company.ru.',
    subject: 'Скажите в нескольких словах, о чём вопрос.',
    message: 'Опишите, пожалуйста, вопрос.',
    answer: 'Напишите что-нибудь или приложите файл.',
    tooLong: (most) =>
      `Слишком длинно: не больше ${most.toLocaleString('ru-RU')} знаков. Длинный текст можно приложить файлом.`,
    robot:
      'Ничего не отправлено: заполнено скрытое поле, как это делают программы. Если вы человек, нажмите «Отправить» ещё раз.',
    alreadySent:
      'Эта форма уже была отправлена с другим текстом, и то сообщение пришло. Нажмите «Отправить» ещё раз, чтобы отправить и это.',
    fileTooLarge: (name) => `«${name}» больше 25 МБ, файл не принят.`,
    fileEmpty: (name) => `«${name}» — пустой файл, он не принят.`,
    filesTooLarge: 'Вместе файлы больше 50 МБ; лишние не приняты.',
    tooManyFiles: 'За один раз можно отправить не больше 10 файлов; остальные не приняты.',
    fileForgotten:
      'Одного из ранее отправленных файлов уже нет под рукой. Выберите его, пожалуйста, ещё раз.',
    diskFull: 'Сейчас файлы сохранить нельзя. Отправьте текст без них или попробуйте позже.',
  },
  tooManyTitle: 'Немного слишком быстро',
  tooMany: (minutes) =>
    `Из вашей сети за короткое время пришло слишком много сообщений. Это сообщение не сохранено. Подождите ${minutes} мин, вернитесь назад (текст остался) и отправьте ещё раз.`,
  tooLargeTitle: 'Слишком большой размер',
  tooLarge:
    'Ничего не сохранено: файлы намного больше 50 МБ. Вернитесь назад (текст остался), выберите файлы меньше и отправьте снова.',
  failedTitle: 'Не получилось',
  failed:
    'Это наша неполадка. Вернитесь назад (текст остался) и отправьте ещё раз через минуту; дважды сообщение не придёт.',
  notReadyTitle: 'Ещё не открыто',
  notReady: 'Служба поддержки настраивается и пока не принимает вопросы. Зайдите, пожалуйста, позже.',
  notAFormTitle: 'Непонятный запрос',
  notAForm: 'Это пришло не из формы на странице. Откройте форму и отправьте вопрос из неё.',
  noFileTitle: 'Нет такого файла',
  noFile: 'Этот файл не относится к этой переписке.',
};

function spellBytes(
  count: number,
  locale: string,
  [bytes, kilo, mega]: readonly [string, string, string],
): string {
  const spell = (value: number, digits: number): string =>
    value.toLocaleString(locale, { maximumFractionDigits: digits });
  if (count < 1_000) return `${count} ${bytes}`;
  return count < 1_000_000 ? `${spell(count / 1_000, 0)} ${kilo}` : `${spell(count / 1_000_000, 1)} ${mega}`;
}
