import BuiltinModels
import Foundation
import PolicyModels
import PortfolioCore
import Testing

@testable import PortfolioImport

/// What the tests of mappings share.
enum MappingSupport {
  static let catalogue = ModelCatalogue(
    files: BuiltinModelFiles.all.map { ModelFile(path: $0.path, text: $0.text, origin: .builtin) })

  /// What reading a text as a file gave.
  struct Outcome {
    var plan: ImportPlan
    var rights: [RightDraft] = []
    var natives: [NativeDraft] = []
    var refusals: [(line: Int, problems: [Problem])] = []
    var warnings: [Problem] = []
    var itemCount: Int { rights.count + natives.count + refusals.count }
  }

  static func read(
    _ text: String, name: String = "export.csv", mapping: String? = nil, dateOrder: DateOrder? = nil,
    catalogue: ModelCatalogue = catalogue
  ) throws -> Outcome {
    let plans = try PortfolioReader.plan(
      bytes: Array(text.utf8), name: name, mapping: mapping, catalogue: catalogue, latestYear: 2026,
      dateOrder: dateOrder)
    return try read(#require(plans.first))
  }

  static func read(_ plan: ImportPlan) throws -> Outcome {
    var outcome = Outcome(plan: plan)
    try PortfolioReader.read(plan) { item in
      switch item {
      case .right(let draft, let warnings):
        outcome.rights.append(draft)
        outcome.warnings += warnings
      case .native(let draft, let warnings):
        outcome.natives.append(draft)
        outcome.warnings += warnings
      case .refused(let line, _, let problems): outcome.refusals.append((line, problems))
      }
    }
    return outcome
  }

  /// The folder of real files beside the project, when it is there.
  static let realData: URL? = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let folder = root.deletingLastPathComponent().appendingPathComponent("shared/data")
    return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
  }()

  /// The path of a real file; prints that the test skips when it is not there.
  static func realFile(_ path: String) -> String? {
    guard let realData else {
      print("skipped: no real data beside the project for \(path)")
      return nil
    }
    return realData.appendingPathComponent(path).path
  }
}
