internal import Foundation
public import PolicyModels
public import PortfolioCore

/// Runs the cases that stand beside grading models: facts in, grade and score out.
///
/// A file of cases names its model and lists cases, each with a name, facts by name and what is expected.
/// Facts that a case leaves out are unknown; `n/a` makes one not applicable.
public enum GradingCases {
  /// What became of a case.
  public struct Result: Sendable {
    /// The case's name.
    public let name: String
    /// Where it stands.
    public let place: Place
    /// What differs; nil when the case holds.
    public let difference: BilingualText?
    /// Whether it holds.
    public var holds: Bool { difference == nil }
    /// What differs, or an empty text.
    public var message: BilingualText { difference ?? BilingualText(zh: "", en: "") }
  }

  /// Runs the cases of some files.
  /// - Throws: ``ProblemList`` when a file of cases or its model does not load.
  public static func run(_ files: [ModelFile], catalogue: ModelCatalogue) throws -> [Result] {
    var results: [Result] = []
    for file in files {
      let log = ModelLog()
      var map = ModelMap(try ModelValue.parse(file.text, file: file.path), log: log)
      let id = map.string("model")
      let cases = map.list("cases").compactMap { GradingCase($0, log: log) }
      map.finish()
      guard let id, !log.hasErrors else { throw ProblemList(log.problems) }
      let (model, _) = try catalogue.load(GradingModel.self, id: id)
      results += cases.map { $0.run(model) }
    }
    return results
  }
}
