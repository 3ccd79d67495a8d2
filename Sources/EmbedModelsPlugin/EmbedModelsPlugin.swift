import Foundation
import PackagePlugin

/// Puts every file of `Models/` into the `BuiltinModels` module at build time.
@main
struct EmbedModelsPlugin: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let models = context.package.directoryURL.appending(path: "Models", directoryHint: .isDirectory)
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedModelFiles.swift")
    var paths: [String] = []
    let prefix = models.standardizedFileURL.path(percentEncoded: false)
    let walk = FileManager.default.enumerator(at: models, includingPropertiesForKeys: [.isRegularFileKey])
    while let file = walk?.nextObject() as? URL {
      guard ["yaml", "csv"].contains(file.pathExtension) else { continue }
      let path = file.standardizedFileURL.path(percentEncoded: false)
      var relative = String(path.dropFirst(prefix.count))
      if relative.hasPrefix("/") { relative.removeFirst() }
      paths.append(relative)
    }
    paths.sort()
    return [
      .buildCommand(
        displayName: "Embedding \(paths.count) model files",
        executable: try context.tool(named: "model-embedder").url,
        arguments: [models.path(percentEncoded: false), output.path(percentEncoded: false)] + paths,
        inputFiles: paths.map { models.appending(path: $0) },
        outputFiles: [output])
    ]
  }
}
