public import PortfolioCore

/// A gate that forbids to pledge a right, or to use it otherwise as is meant, until it is lifted.
public struct ClosedGate: Sendable, Hashable, Codable {
  /// Its name in the model, such as `G16`; empty in packets of earlier versions.
  public let id: String
  /// The gate with what it asks for.
  public let text: BilingualText

  /// A gate.
  public init(id: String, text: BilingualText) {
    self.id = id
    self.text = text
  }
}
