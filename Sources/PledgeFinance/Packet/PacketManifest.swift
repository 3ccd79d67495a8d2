internal import Foundation
public import PortfolioCore

/// The list of a packet's files with their digests, and what the packet was made from.
public struct PacketManifest: Sendable, Equatable, Codable {
  /// A file.
  public struct Entry: Sendable, Equatable, Codable {
    /// The path within the packet.
    public let path: String
    /// The bytes.
    public let size: Int
    /// The SHA-256, 64 hexadecimal digits.
    public let sha256: String
  }

  /// The word by which a packet is known.
  public static let format = "winnow-pledge-packet"
  /// The file's name.
  public static let name = "manifest.json"
  /// The name of the file with the manifest's own digest, as `sha256sum` writes it.
  public static let digestName = "manifest.sha256"

  /// ``format``.
  public let format: String
  /// The version of the format.
  public let version: Int
  /// The version of the program.
  public let program: String
  /// The as-of day.
  public let asOf: CalendarDay
  /// The number of the run.
  public let run: Int64
  /// The SHA-256 over the run's facts.
  public let snapshot: String
  /// The SHA-256 of what the store held for valuation; nil in packets of earlier versions.
  public let valuationData: String?
  /// What was withheld: `titles`, `names`, `amounts`; such a packet cannot be compared with a store.
  public let withheld: [String]
  /// The models.
  public let models: [PledgePacket.Model]
  /// The files, by path; the manifest and its digest are not among them.
  public let files: [Entry]

  /// The manifest of a packet's files.
  public init(_ packet: PledgePacket, files: [PacketFile], withheld: [String] = []) {
    self.withheld = withheld
    format = PacketManifest.format
    version = 1
    program = packet.head.program
    asOf = packet.head.asOf
    run = packet.head.run
    snapshot = packet.head.snapshot
    valuationData = packet.head.valuationData
    models = packet.head.models
    self.files = files.map {
      Entry(path: $0.path, size: $0.bytes.count, sha256: SHA256Digest(of: $0.bytes).hex)
    }.sorted { $0.path < $1.path }
  }

  /// The file: keys in order, a line each.
  var bytes: [UInt8] { (try? PacketJSON.encode(self)) ?? [] }

  /// The line that `sha256sum` writes of the manifest's bytes.
  static func digestLine(_ bytes: [UInt8]) -> String { SHA256Digest(of: bytes).hex + "  " + name + "\n" }
}

/// JSON of packets: the same value gives the same bytes.
public enum PacketJSON {
  /// Keys in order, two blanks a level, slashes as they are, a line end at the end.
  /// - Throws: what a value that is no JSON throws.
  public static func encode(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return Array(try encoder.encode(value)) + [0x0A]
  }

  /// A value of some bytes.
  /// - Throws: `DecodingError` when the bytes are something else.
  public static func decode<Value: Decodable>(_ type: Value.Type, _ bytes: [UInt8]) throws -> Value {
    try JSONDecoder().decode(type, from: Data(bytes))
  }
}
