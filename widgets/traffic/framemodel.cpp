// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/traffic/framemodel.h"

#include "widgets/common/format.h"
#include "widgets/common/words.h"

#include <numeric>

using namespace Capture;

namespace {

constexpr auto Right = Qt::AlignRight | Qt::AlignVCenter;
constexpr quint8 FinBit = 0x80;
constexpr quint8 CompressedBit = 0x40;
constexpr quint8 ControlBit = 0x08;

std::vector<ColumnInfo> frameColumns()
{
    const auto tr = [](const char *text) { return FrameModel::tr(text); };
    return {
        {.title = tr("#"),
         .toolTip = tr("Number"),
         .sample = QStringLiteral("99,999"),
         .alignment = Right},
        {.title = tr("Time"),
         .toolTip = tr("Time of the last byte"),
         .sample = QStringLiteral("00:00:00.000")},
        {.title = tr("Δ"),
         .toolTip = tr("Time since the row above"),
         .sample = QStringLiteral("+888 ms"),
         .alignment = Right,
         .givesWay = 3},
        {.title = tr("Conn"),
         .toolTip = tr("Session"),
         .sample = QStringLiteral("■ Ab3x"),
         .wideSample = QStringLiteral("■ /messages")},
        {.title = {}, .toolTip = tr("Direction"), .sample = QStringLiteral("↑")},
        {.title = tr("Opcode"), .toolTip = tr("Opcode"), .sample = QStringLiteral("CONTINUAT")},
        {.title = tr("Flags"),
         .toolTip = tr("FIN and RSV bits"),
         .sample = QStringLiteral("FIN RSV1 RSV2")},
        {.title = tr("Mask"),
         .toolTip = tr("Masking key"),
         .sample = QStringLiteral("00 00 00 00"),
         .givesWay = 2},
        {.title = tr("Header"),
         .toolTip = tr("Bytes of the header"),
         .sample = QStringLiteral("Header"),
         .alignment = Right},
        {.title = tr("Payload"),
         .toolTip = tr("Bytes of the payload on the wire"),
         .sample = QStringLiteral("1,023"),
         .alignment = Right},
        {.title = tr("Plain"),
         .toolTip = tr("Bytes of the payload when inflated"),
         .sample = QStringLiteral("1,023"),
         .alignment = Right,
         .givesWay = 1},
        {.title = tr("Message"),
         .toolTip = tr("The message it belongs to"),
         .sample = QStringLiteral("99,999"),
         .alignment = Right},
        {.title = tr("Problems"), .toolTip = tr("Problems"), .sample = {}, .stretches = true},
    };
}

Cell text(QString words, Tint tint = Tint::Text, Cell::Shape shape = Cell::Shape::Text)
{
    return {.text = std::move(words), .shape = shape, .tint = tint};
}

QString flagWords(quint8 firstByte)
{
    QStringList flags;
    if ((firstByte & FinBit) != 0)
        flags << QStringLiteral("FIN");
    for (int number = 1; number <= 3; ++number) {
        if ((firstByte & (FinBit >> number)) != 0)
            flags << QStringLiteral("RSV%1").arg(number);
    }
    return flags.join(QLatin1Char(' '));
}

// 2^63 and above come out negative.
QString announcedSize(qint64 bytes)
{
    return bytes >= 0 ? formatSize(bytes) : QStringLiteral("≥ 8 E");
}

} // namespace

FrameModel::FrameModel(const CaptureFeed &feed, const MessageFilter &filter, QObject *parent)
    : RowModel(Matcher::Rows::Frames, feed, filter, frameColumns(), parent)
    , m_pages(
          [this](std::span<const Id> ids) {
              return this->feed().isOpen() ? this->feed().reader()->frames(ids)
                                           : std::vector<FrameRecord>();
          },
          [](const FrameRecord &frame) { return frame.id; })
{
    setDeltaColumn(Delta);
}

Cell FrameModel::cell(int row, int column) const
{
    if (column == Number)
        return text(formatNumber(idAt(row)), Tint::Dim);
    const FrameRecord *at = frame(row);
    if (at == nullptr)
        return {};
    switch (column) {
    case Time:
        return text(formatTime(at->time));
    case Delta:
        return deltaCell(row, at->message, at->time);
    case Session:
        return sessionCell(0, at->connection);
    case Direction:
        return {.text = {}, .shape = Cell::Shape::Arrow, .direction = at->direction};
    case OpCode: {
        const bool isControl = (at->firstByte & ControlBit) != 0;
        Cell cell = text(opCodeWord(at->firstByte).toUpper(), isControl ? Tint::Dim : Tint::Text,
                         Cell::Shape::Chip);
        cell.isMarked = !at->problems.isEmpty();
        return cell;
    }
    case Flags:
        return text(flagWords(at->firstByte), Tint::Text, Cell::Shape::Fixed);
    case Mask:
        return at->isMasked
            ? text(hexLine(QByteArrayView(at->key.data(), 4), 4), Tint::Dim, Cell::Shape::Fixed)
            : Cell();
    case Header:
        return text(QString::number(at->headerBytes), Tint::Dim);
    case Payload:
        return text(announcedSize(at->payloadBytes));
    case Plain:
        return text(at->plainBytes != at->payloadBytes || (at->firstByte & CompressedBit) != 0
                        ? formatSize(at->plainBytes)
                        : QString(),
                    Tint::Dim);
    case Message:
        return text(at->message != 0 ? formatNumber(at->message) : QString(), Tint::Dim);
    case Problems:
        return text(QString::fromLatin1(at->problems.toCodes()), Tint::Error);
    default:
        return {};
    }
}

Selection::Item FrameModel::itemAt(int row) const
{
    Selection::Item item {.level = Selection::Level::Frame, .frame = idAt(row)};
    if (const FrameRecord *at = frame(row)) {
        item.message = at->message;
        item.connection = at->connection;
        if (const ConnectionRecord *connection = feed().connection(at->connection))
            item.session = connection->session;
    }
    return item;
}

int FrameModel::rowOf(const Selection::Item &item) const
{
    if (item.frame != 0)
        return ids().rowOf(item.frame);
    if (item.message == 0 || !feed().isOpen())
        return -1;
    const std::vector<FrameRecord> frames = feed().reader()->framesOfMessage(item.message);
    return frames.empty() ? -1 : ids().rowOf(frames.front().id);
}

std::optional<Capture::Time> FrameModel::timeAt(int row) const
{
    const FrameRecord *const at = frame(row);
    return at != nullptr ? std::optional(at->time) : std::nullopt;
}

QString FrameModel::toolTip(int row, int column) const
{
    const FrameRecord *at = frame(row);
    if (at == nullptr)
        return {};
    switch (column) {
    case Time:
        return formatFullTime(at->time);
    case Direction:
        return directionWord(at->direction);
    case Payload:
        return at->storedBytes == at->payloadBytes
            ? formatExactBytes(at->payloadBytes)
            : tr("%1 announced, %2 arrived")
                  .arg(at->payloadBytes >= 0 ? formatExactBytes(at->payloadBytes)
                                             : announcedSize(at->payloadBytes),
                       formatExactBytes(at->storedBytes));
    case Plain:
        return formatExactBytes(at->plainBytes);
    case OpCode:
        return QString::fromLatin1(at->problems.toCodes());
    default:
        return {};
    }
}

void FrameModel::readIds(IdList &ids) const
{
    ids.assignRun(markerId() + 1, feed().lastFrame());
}

std::vector<Id> FrameModel::freshIds(const Advance &advance) const
{
    const Id last = ids().isEmpty() ? markerId() : ids().last();
    if (advance.lastFrame <= last)
        return {};
    std::vector<Id> fresh(static_cast<std::size_t>(advance.lastFrame - last));
    std::iota(fresh.begin(), fresh.end(), last + 1);
    return fresh;
}

Id FrameModel::lastId(const Advance &advance) const
{
    return advance.lastFrame;
}

Id FrameModel::markerId() const
{
    return feed().marker().frame;
}
