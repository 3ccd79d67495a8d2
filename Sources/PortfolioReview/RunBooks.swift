internal import Foundation
internal import Grading
public import PortfolioStore

/// Which rule books a stored run used, without reading its columns.
public struct RunBooks: Sendable, Equatable {
  /// The path of the rule book that graded.
  public let model: String
  /// Its weight set; nil for the weights of its tree.
  public let weightSet: String?
  /// The paths of the books that stand beside.
  public let compared: [String]
  /// The earlier run that it looked back to; nil for none.
  public let previous: Int64?
}

extension RunLine {
  private struct Details: Decodable {
    var gradingModel: String
    var grading: GradeColumnCodec.Notes?
    var views: [GradeColumnCodec.Notes]?
  }

  /// The rule books of the run; nil where its record cannot be read.
  public var books: RunBooks? {
    guard let details = try? JSONDecoder().decode(Details.self, from: Data(self.details.utf8)) else {
      return nil
    }
    return RunBooks(
      model: details.gradingModel, weightSet: details.grading?.weights.weightSet,
      compared: details.views?.map(\.model) ?? [], previous: details.grading?.earlier?.run)
  }
}
