/** The types of install-lock.mjs, which is plain JavaScript because the bootstrap runs it before anything is installed. */
export function withInstallLock<T>(root: string, action: () => Promise<T>): Promise<T>;
export function lockPath(root: string): string;
