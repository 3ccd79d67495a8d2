/// A file of a packet.
public struct PacketFile: Sendable, Equatable {
  /// The path within the packet, with `/`.
  public let path: String
  /// The bytes.
  public let bytes: [UInt8]

  /// A file.
  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}

/// Paths within a packet: relative, plain, and never out of the folder.
enum PacketPath {
  /// Whether a path stays within the folder and can be written on every file system that people use.
  static func isSafe(_ path: String) -> Bool {
    guard !path.isEmpty, path.utf8.count <= 1000 else { return false }
    for scalar in path.unicodeScalars {
      let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
      if isControl || scalar.properties.generalCategory == .format
        || "\\:*?\"<>|".unicodeScalars.contains(scalar)
      {
        return false
      }
    }
    return path.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
      !part.isEmpty && part != "." && part != ".." && part.utf8.count <= 255
    }
  }
}
