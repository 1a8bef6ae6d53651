import * as vscode from 'vscode';

/** A file system of single files, each opened by its address: nothing is listed, created beside them or moved. */
export abstract class FilesOnly {
  /** Nothing tells of changes; VS Code looks again whenever its window gets the focus. */
  watch(): vscode.Disposable {
    return { dispose: () => undefined };
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }
}
