public import PortfolioCore

/// A model file: a rule book, fee schedule, mapping or table, as text with its name and its digest.
public struct ModelFile: Sendable, Hashable {
  /// The path within the models folder, with `/`: `Fees/CN.yaml`.
  public let path: String
  /// The text.
  public let text: String
  /// The SHA-256 of the text's UTF-8 bytes, in hexadecimal.
  public let sha256: String
  /// Whether the file came with the program or from the user's own folder.
  public let origin: Origin

  /// Where a model file comes from.
  public enum Origin: String, Sendable {
    /// Built into the program.
    case builtin
    /// From a folder given with `--models`.
    case user
    /// Kept in a stored run.
    case stored
  }

  /// A model file.
  public init(path: String, text: String, origin: Origin) {
    self.path = path
    self.text = text
    self.origin = origin
    self.sha256 = SHA256Digest(of: text).hex
  }
}

/// Something that a model file describes.
public protocol PolicyModel: Sendable {
  /// The word after `kind:` in files of this kind.
  static var kind: String { get }

  /// Reads the model. Problems are added to the log; nil when the model cannot be used.
  static func read(_ map: inout ModelMap, header: ModelHeader, log: ModelLog) -> Self?
}

/// The lines every model file begins with.
public struct ModelHeader: Sendable, Hashable {
  /// The kind of model.
  public let kind: String
  /// The name by which the model is called.
  public let id: String
  /// The version; a released version never changes.
  public let version: String
  /// What the model is for.
  public let title: BilingualText
  /// The day on which somebody last compared the values with their sources.
  public let checkedOn: CalendarDay
  /// The sources that the file's values name.
  public let sources: [ModelSource]
  /// The file's path and digest.
  public let file: ModelFile

  /// `kind/id@version`, the name printed in reports.
  public var name: String { "\(kind)/\(id)@\(version)" }
}

/// A source of a value.
public struct ModelSource: Sendable, Hashable {
  /// How strongly the source stands behind the value.
  public enum Standing: String, Sendable, CaseIterable {
    /// The text of a law, an office or a treaty.
    case official
    /// A law firm, a public copy, a paper, a vendor's page.
    case secondary
    /// Chosen by the makers of Winnow; nobody else stands behind it.
    case houseDefault = "house-default"
  }

  /// The name within the file.
  public let id: String
  /// Title, item, article.
  public let title: String
  /// Address or DOI, where there is one.
  public let link: String?
  /// How strong it is.
  public let standing: Standing
}
