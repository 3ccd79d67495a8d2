internal import Foundation
public import PortfolioCore

/// A packet on disk: written whole or not at all, and checked against its manifest.
public struct PacketFolder: Sendable {
  /// The name of the record that a later check compares with a store.
  public static let record = "packet.json"
  /// The name of the policy's file.
  public static let policy = "policy.yaml"
  /// The folder of attached documents.
  public static let attachments = "attachments"
  /// The largest file that is read.
  static let largestFile = 512 << 20

  /// The folder.
  public let path: String

  /// A packet at a path; a slash at its end does not count.
  public init(_ path: String) {
    var text = Substring(path)
    while text.count > 1, text.hasSuffix("/") { text.removeLast() }
    self.path = String(text)
  }

  /// The name under which the packet is made before it takes its place.
  public var unfinished: String {
    UnfinishedName.of(path, process: ProcessInfo.processInfo.processIdentifier)
  }

  // MARK: Writing

  /// All files with the manifest and its digest.
  public static func complete(
    _ packet: PledgePacket, files: [PacketFile], withheld: [String] = []
  ) -> [PacketFile] {
    let manifest = PacketManifest(packet, files: files, withheld: withheld).bytes
    return files + [
      PacketFile(path: PacketManifest.name, bytes: manifest),
      PacketFile(
        path: PacketManifest.digestName, bytes: Array(PacketManifest.digestLine(manifest).utf8)),
    ]
  }

  /// Writes a packet under another name and puts it in its place when it is whole. An earlier packet at that place is
  /// exchanged for it in one step; anything else that stands there is left alone.
  /// - Throws: ``ProblemList`` when something else stands there (PLG004) or the folder cannot be written (OUT002).
  public func write(_ files: [PacketFile]) throws {
    let isReplacing = try checkPlace()
    removeStale()
    let temporary = unfinished
    do {
      try FileManager.default.createDirectory(atPath: temporary, withIntermediateDirectories: false)
      for file in files {
        guard PacketPath.isSafe(file.path) else { throw CocoaError(.fileWriteInvalidFileName) }
        let target = URL(fileURLWithPath: temporary).appendingPathComponent(file.path)
        if file.path.contains("/") {
          try FileManager.default.createDirectory(
            at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
        }
        try Data(file.bytes).write(to: target)
      }
      try PacketFolder.move(temporary, to: path, isReplacing: isReplacing)
    } catch {
      try? FileManager.default.removeItem(atPath: temporary)
      throw unwritable
    }
    // After an exchange the earlier packet bears the temporary name.
    if isReplacing { try? FileManager.default.removeItem(atPath: temporary) }
  }

  private static func move(_ source: String, to target: String, isReplacing: Bool) throws {
    guard !isReplacing else { return try exchange(source, target) }
    guard rename(source, target) == 0 else { throw CocoaError(.fileWriteUnknown) }
  }

  /// Lets two folders change their names: in one step where the system can, else in two, and back where the second
  /// fails.
  private static func exchange(_ source: String, _ target: String) throws {
    #if os(Linux)
      typealias Rename =
        @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32
      // The C library has it, its Swift overlay does not show it. 2 is RENAME_EXCHANGE.
      if let found = dlsym(nil, "renameat2") {
        let renameBoth = unsafeBitCast(found, to: Rename.self)
        if renameBoth(AT_FDCWD, source, AT_FDCWD, target, 2) == 0 { return }
      }
    #endif
    let aside = source + ".old"
    guard rename(target, aside) == 0 else { throw CocoaError(.fileWriteUnknown) }
    guard rename(source, target) == 0 else {
      rename(aside, target)
      throw CocoaError(.fileWriteUnknown)
    }
    rename(aside, source)
  }

  /// Whether an earlier packet stands at the place.
  private func checkPlace() throws -> Bool {
    guard let type = PacketFolder.type(of: path) else { return false }
    // Somebody's own file in a packet's folder would go with it.
    if type == .typeDirectory, let manifest = try? manifest(),
      contents().subtracting(PacketFolder.paths(manifest)).isEmpty
    {
      return true
    }
    if type == .typeDirectory,
      let names = try? FileManager.default.contentsOfDirectory(atPath: path), names.isEmpty,
      (try? FileManager.default.removeItem(atPath: path)) != nil
    {
      return false
    }
    throw ProblemList(
      Problem(
        .pledgeNotAPacket, at: Place(file: path), zh: "这里已有别的内容，不是（或不只是）材料包，未作任何改动",
        en: "What stands here is no packet, or more than a packet; it was left untouched",
        remedy: BilingualText(zh: "换一个 --output 文件夹", en: "Choose another folder for --output")))
  }

  /// Removes what a program that was killed while writing this packet left behind.
  private func removeStale() {
    let url = URL(fileURLWithPath: path)
    let folder = url.deletingLastPathComponent().path
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
      guard let process = UnfinishedName.process(name, of: url.lastPathComponent),
        kill(process, 0) != 0, errno == ESRCH
      else { continue }
      try? FileManager.default.removeItem(atPath: folder + "/" + name)
    }
  }

  private var unwritable: ProblemList {
    ProblemList(
      Problem(
        .unwritableFile, at: Place(file: path), zh: "无法写入材料包", en: "The packet cannot be written",
        remedy: BilingualText(
          zh: "检查上级文件夹是否存在、是否有写权限、磁盘是否已满",
          en: "Check that the folder above exists, may be written to, and has room")))
  }

  // MARK: Reading

  /// The kind of a file without following links; nil where there is none.
  static func type(of path: String) -> FileAttributeType? {
    (try? FileManager.default.attributesOfItem(atPath: path))?[.type] as? FileAttributeType
  }

  /// A regular file of the packet.
  /// - Throws: ``ProblemList`` when it is missing, is a link, or is too large (PLG007).
  public func file(_ name: String) throws -> [UInt8] {
    let full = path + "/" + name
    let attributes = try? FileManager.default.attributesOfItem(atPath: full)
    guard attributes?[.type] as? FileAttributeType == .typeRegular,
      (attributes?[.size] as? Int ?? 0) <= PacketFolder.largestFile,
      let data = try? Data(contentsOf: URL(fileURLWithPath: full))
    else {
      throw unreadable(
        name, zh: "没有这个文件，或它不是普通文件", en: "The file is not there, or is no plain file")
    }
    return Array(data)
  }

  private func unreadable(_ name: String, zh: String, en: String) -> ProblemList {
    ProblemList(
      Problem(
        .packetUnreadable, at: Place(file: path + "/" + name), zh: zh, en: en,
        remedy: BilingualText(zh: "向出具方索取完整的材料包", en: "Ask whoever made it for the whole packet")))
  }

  /// The manifest.
  /// - Throws: ``ProblemList`` when it cannot be read (PLG007).
  public func manifest() throws -> PacketManifest {
    guard let manifest = try? PacketJSON.decode(PacketManifest.self, file(PacketManifest.name)),
      manifest.format == PacketManifest.format, manifest.version == 1
    else {
      throw unreadable(
        PacketManifest.name, zh: "不是材料包的清单", en: "This is no manifest of a packet")
    }
    return manifest
  }

  /// The record.
  /// - Throws: ``ProblemList`` when it cannot be read (PLG007).
  public func packet() throws -> PledgePacket {
    guard try manifest().withheld.isEmpty else {
      throw ProblemList(
        Problem(
          .packetUnreadable, at: Place(file: path + "/" + PacketFolder.record),
          zh: "包内隐去了部分内容，不能与数据库比较；清单已核对",
          en: "Parts of this packet are withheld: it cannot be compared with a store",
          remedy: BilingualText(zh: "用未隐去的材料包比较", en: "Compare the packet in which nothing is withheld")))
    }
    guard let packet = try? PacketJSON.decode(PledgePacket.self, file(PacketFolder.record)) else {
      throw unreadable(PacketFolder.record, zh: "无法读取材料包的记录", en: "The record of the packet cannot be read")
    }
    return packet
  }

  /// Every difference between the files and the manifest, and between the manifest and its own digest; empty when no
  /// byte has changed since the packet was made.
  /// - Throws: ``ProblemList`` when there is no manifest that can be read (PLG007).
  public func verify() throws -> [Problem] {
    let bytes = try file(PacketManifest.name)
    let manifest = try manifest()
    var problems: [Problem] = []
    func altered(_ name: String, _ zh: String, _ en: String) {
      problems.append(
        Problem(
          .packetAltered, at: Place(file: path + "/" + name), zh: zh, en: en,
          remedy: BilingualText(
            zh: "不要依据这个材料包；向出具方索取原件", en: "Do not rely on this packet; ask whoever made it for the original"))
      )
    }
    let line = (try? file(PacketManifest.digestName)) ?? []
    if line != Array(PacketManifest.digestLine(bytes).utf8) || bytes != manifest.bytes {
      altered(PacketManifest.name, "清单与其摘要不符", "The manifest differs from its digest")
    }
    for entry in manifest.files {
      guard PacketPath.isSafe(entry.path) else {
        altered(PacketManifest.name, "清单指向文件夹之外", "The manifest points out of the folder")
        continue
      }
      guard let found = try? file(entry.path) else {
        altered(entry.path, "缺少这个文件", "The file is missing")
        continue
      }
      if found.count != entry.size || SHA256Digest(of: found).hex != entry.sha256 {
        altered(entry.path, "内容与清单不符", "The contents differ from the manifest")
      }
    }
    for extra in contents().subtracting(PacketFolder.paths(manifest)).sorted() {
      altered(extra, "清单中没有这个文件", "The manifest does not list this file")
    }
    return problems
  }

  /// The paths of all files that a manifest knows, itself among them.
  private static func paths(_ manifest: PacketManifest) -> Set<String> {
    Set(manifest.files.map(\.path) + [PacketManifest.name, PacketManifest.digestName])
  }

  /// The paths of all files within, links among them.
  private func contents() -> Set<String> {
    var found: Set<String> = []
    for name in (try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []
    where PacketFolder.type(of: path + "/" + name) != .typeDirectory {
      found.insert(name)
    }
    return found
  }
}
