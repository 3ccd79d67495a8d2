internal import Foundation
internal import PortfolioCore

/// Documents of the user's that go into a packet.
public struct AttachedDocuments: Sendable {
  /// The most files.
  static let mostFiles = 1000
  /// The most bytes together.
  static let mostBytes = 400 << 20

  /// The files, with their paths below the folder, by path.
  public let files: [PacketFile]
  /// The paths of hidden files, which are passed over.
  public let passedOver: [String]

  /// No documents.
  public init() {
    files = []
    passedOver = []
  }

  /// The documents of a folder and the folders below it. Names that begin with a point are passed over.
  /// - Throws: ``ProblemList`` with every file that cannot be taken: a link, a name that is not safe, an empty file, too
  ///   many or too large (PLG005); or when there is no such folder (OUT001).
  public init(folder: String) throws {
    guard PacketFolder.type(of: folder) == .typeDirectory,
      let names = try? FileManager.default.subpathsOfDirectory(atPath: folder)
    else {
      throw ProblemList(
        Problem(
          .noSuchFile, at: Place(file: folder), zh: "没有这个文件夹", en: "There is no such folder",
          remedy: BilingualText(zh: "检查 --attach 的路径", en: "Check the path of --attach")))
    }
    var problems: [Problem] = []
    func refuse(_ name: String, _ zh: String, _ en: String) {
      problems.append(
        Problem(
          .pledgeAttachment, at: Place(file: folder + "/" + name), zh: zh, en: en,
          remedy: BilingualText(
            zh: "放入真正的文件，或移走、改名后再试", en: "Put the real paper there, or move it away or rename it")))
    }
    var files: [PacketFile] = []
    var total = 0
    var passedOver: [String] = []
    for name in names.sorted() {
      let full = folder + "/" + name
      if name.split(separator: "/").contains(where: { $0.hasPrefix(".") }) {
        if PacketFolder.type(of: full) != .typeDirectory { passedOver.append(name) }
        continue
      }
      let attributes = try? FileManager.default.attributesOfItem(atPath: full)
      let type = attributes?[.type] as? FileAttributeType
      if type == .typeDirectory { continue }
      guard type == .typeRegular else {
        refuse(name, "这是链接或特殊文件，不随包附送", "A link or special file is not attached")
        continue
      }
      guard PacketPath.isSafe(name) else {
        refuse(name, "文件名含有不能使用的字符", "The name holds characters that cannot be used")
        continue
      }
      let size = attributes?[.size] as? Int ?? 0
      // A name alone answers a case of registration: there has to be a paper behind it.
      guard size > 0 else {
        refuse(name, "这是空文件，不能作为文件的凭据", "The file is empty: it is no paper")
        continue
      }
      total += size
      guard total <= AttachedDocuments.mostBytes, files.count < AttachedDocuments.mostFiles else {
        refuse(
          name, "附件过多：至多 \(AttachedDocuments.mostFiles) 个、\(AttachedDocuments.mostBytes >> 20) MB",
          "Too much to attach: at most \(AttachedDocuments.mostFiles) files and \(AttachedDocuments.mostBytes >> 20) MB"
        )
        break
      }
      guard let data = try? Data(contentsOf: URL(fileURLWithPath: full)) else {
        refuse(name, "无法读取", "It cannot be read")
        continue
      }
      files.append(PacketFile(path: name, bytes: Array(data)))
    }
    guard problems.isEmpty else { throw ProblemList(problems) }
    self.files = files
    self.passedOver = passedOver
  }

  /// The files whose names answer no paper of a packet's list, by path. A paper of a right that is not in the packet, or
  /// of one that needs none, is among them.
  public func unmatched(_ packet: PledgePacket) -> [String] {
    files.map(\.path).filter { packet.document(answeredBy: $0) == nil }
  }

  /// The files at their places in a packet.
  public var placed: [PacketFile] {
    files.map { PacketFile(path: PacketFolder.attachments + "/" + $0.path, bytes: $0.bytes) }
  }

  /// The lines of the packet about them.
  public var lines: [PledgePacket.Attachment] {
    placed.map {
      PledgePacket.Attachment(path: $0.path, size: $0.bytes.count, sha256: SHA256Digest(of: $0.bytes).hex)
    }
  }
}
