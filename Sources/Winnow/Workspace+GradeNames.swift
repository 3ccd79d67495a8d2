internal import Grading
internal import PolicyModels
internal import PortfolioCore
internal import PortfolioStore
internal import Reporting

extension Workspace {
  /// What the grades and gates of every stored run are called for people, by the run's number and the word in its rule
  /// book; a run whose book cannot be read any more is left out.
  func outcomeNames() throws -> [Int64: [String: BilingualText]] {
    var names: [Int64: [String: BilingualText]] = [:]
    for book in try store.ruleBooks() {
      let file = ModelFile(path: book.path, text: book.text, origin: .stored)
      guard let (model, _) = try? ModelCatalogue.load(GradingModel.self, file: file) else { continue }
      let words = Wording.outcomeNames(of: model)
      for run in book.runs { names[run] = words }
    }
    return names
  }
}
