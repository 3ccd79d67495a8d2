internal import Foundation
internal import PolicyModels
internal import PortfolioCore

/// Reads a user's folder of model files.
enum ModelFolder {
  /// Larger files are no model files; a folder full of anything else must not be swallowed whole.
  private static let greatestFile = 4_000_000

  static func files(in folder: String) throws -> [ModelFile] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue,
      let walk = FileManager.default.enumerator(atPath: folder)
    else {
      throw ProblemList(
        Problem(
          .modelNotFound, at: Place(file: folder), zh: "没有这个模型文件夹", en: "There is no such folder of models",
          remedy: BilingualText(zh: "检查 --models 的路径", en: "Check the path given with --models")))
    }
    var paths: [String] = []
    while let path = walk.nextObject() as? String {
      if path.hasSuffix(".yaml"), !path.split(separator: "/").contains(where: { $0.hasPrefix(".") }) {
        paths.append(path)
      }
    }
    var problems: [Problem] = []
    var files: [ModelFile] = []
    for path in paths.sorted() {
      let full = folder + "/" + path
      let size = (try? FileManager.default.attributesOfItem(atPath: full)[.size] as? Int) ?? 0
      if size > greatestFile {
        problems.append(
          Problem(
            .modelSyntax, at: Place(file: full), zh: "模型文件超过 4 MB", en: "The model file is larger than 4 MB"))
        continue
      }
      guard let data = FileManager.default.contents(atPath: full),
        let text = String(data: data, encoding: .utf8)
      else {
        problems.append(
          Problem(
            .modelSyntax, at: Place(file: full), zh: "文件无法读取，或不是 UTF-8",
            en: "The file cannot be read or is not UTF-8",
            remedy: BilingualText(zh: "另存为 UTF-8", en: "Save it as UTF-8")))
        continue
      }
      files.append(ModelFile(path: full, text: text, origin: .user))
    }
    guard problems.isEmpty else { throw ProblemList(problems) }
    return files
  }
}
