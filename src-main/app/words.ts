const EN = {
  file: 'File',
  settings: 'Settings…',
  outbox: 'Outbox',
  signOut: 'Sign out…',
  quit: 'Quit Vakhta',
  edit: 'Edit',
  view: 'View',
  zoomReset: 'Actual size',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  fullScreen: 'Full screen',
  devTools: 'Developer tools',
  reload: 'Reload',
  window: 'Window',
  minimize: 'Minimise',
  close: 'Close',
  help: 'Help',
  shortcuts: 'Keyboard shortcuts',
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  pastePlain: 'Paste as plain text',
  selectAll: 'Select all',
  copyLink: 'Copy link address',
  addWord: 'Add to dictionary',
  open: 'Open Vakhta',
  saveFile: 'Save file',
  pageDied: 'The window stopped working and was opened again.',
  pageDiedDetail: 'Nothing that was shown as saved is lost. You can go on working.',
  pageKeepsDying: 'The window stops working again and again.',
  pageKeepsDyingDetail:
    'Close Vakhta and start it again. If that does not help, tell your administrator; your unsent work stays on this computer.',
  pageHangs: 'The window does not answer.',
  pageHangsDetail: 'Wait a little, or load it again. Nothing that was shown as saved is lost.',
  wait: 'Wait',
  defect: 'Vakhta has to be started again.',
  defectDetail:
    'Something unexpected happened. Nothing that was shown as saved is lost. Vakhta starts again now.',
};

/** What main itself says to people; everything else is said by the page. */
export type Words = Readonly<Record<keyof typeof EN, string>>;

const RU: Words = {
  file: 'Файл',
  settings: 'Настройки…',
  outbox: 'Исходящие',
  signOut: 'Выйти из учётной записи…',
  quit: 'Закрыть Вахту',
  edit: 'Правка',
  view: 'Вид',
  zoomReset: 'Обычный размер',
  zoomIn: 'Крупнее',
  zoomOut: 'Мельче',
  fullScreen: 'Во весь экран',
  devTools: 'Инструменты разработчика',
  reload: 'Загрузить заново',
  window: 'Окно',
  minimize: 'Свернуть',
  close: 'Закрыть',
  help: 'Справка',
  shortcuts: 'Сочетания клавиш',
  undo: 'Отменить',
  redo: 'Вернуть',
  cut: 'Вырезать',
  copy: 'Копировать',
  paste: 'Вставить',
  pastePlain: 'Вставить без оформления',
  selectAll: 'Выделить всё',
  copyLink: 'Копировать адрес ссылки',
  addWord: 'Добавить в словарь',
  open: 'Открыть Вахту',
  saveFile: 'Сохранить файл',
  pageDied: 'Окно перестало работать и открыто заново.',
  pageDiedDetail: 'Всё, что было показано как сохранённое, на месте. Можно работать дальше.',
  pageKeepsDying: 'Окно снова и снова перестаёт работать.',
  pageKeepsDyingDetail:
    'Закройте Вахту и запустите её ещё раз. Если не поможет, сообщите администратору: неотправленная работа остаётся на этом компьютере.',
  pageHangs: 'Окно не отвечает.',
  pageHangsDetail:
    'Подождите немного или загрузите его заново. Всё, что было показано как сохранённое, останется.',
  wait: 'Подождать',
  defect: 'Вахту нужно запустить заново.',
  defectDetail:
    'Произошло непредвиденное. Всё, что было показано как сохранённое, на месте. Сейчас Вахта запустится заново.',
};

/** The words of a language. */
export function wordsOf(language: 'en' | 'ru'): Words {
  return language === 'ru' ? RU : EN;
}
