import { safeStorage } from 'electron';
import type { SecretBox } from './token-store.ts';

/**
 * The system's store of secrets, usable when the app is ready. On Linux without a keyring Electron would "seal" with a
 * key that everybody knows: that is none.
 */
export function openSystemSecretBox(): SecretBox {
  const isProtected =
    safeStorage.isEncryptionAvailable() &&
    (process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text');
  return {
    isProtected,
    seal: (text) => safeStorage.encryptString(text),
    unseal: (sealed) => safeStorage.decryptString(sealed),
  };
}
