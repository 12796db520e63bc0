// The reference of the window measurements: the least that Electron can do with the same settings. One line of text.
const { app, BrowserWindow } = require('electron');
const path = require('node:path');

void app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false },
  });
  void window.loadFile(path.join(__dirname, 'line.html'));
});
app.on('window-all-closed', () => app.quit());
