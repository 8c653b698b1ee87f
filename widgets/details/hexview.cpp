// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/details/hexview.h"

#include "widgets/common/findtext.h"
#include "widgets/common/format.h"
#include "widgets/common/theme.h"
#include "widgets/details/copyas.h"

#include <QAction>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <limits>

namespace {

constexpr int Margin = 12;
constexpr int GroupSize = 8;

QAction *makeAction(const QString &text, HexView *view, void (HexView::*copy)())
{
    auto *const action = new QAction(text, view);
    QObject::connect(action, &QAction::triggered, view, copy);
    view->addAction(action);
    return action;
}

} // namespace

HexView::HexView(const Theme &theme, QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_theme(theme)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Bytes in hex"));
    viewport()->setCursor(Qt::IBeamCursor);
    QAction *const hex = makeAction(tr("Copy as hex"), this, &HexView::copyHex);
    hex->setShortcut(QKeySequence::Copy);
    hex->setShortcutContext(Qt::WidgetShortcut);
    makeAction(tr("Copy as hex dump"), this, &HexView::copyDump);
    makeAction(tr("Copy as text"), this, &HexView::copyText);
    connect(&theme, &Theme::changed, this, [this] { updateLayout(); });
    updateLayout();
}

void HexView::setSource(qint64 size, Reader read)
{
    m_size = std::max<qint64>(0, size);
    m_read = std::move(read);
    m_anchor = -1;
    m_cursor = -1;
    verticalScrollBar()->setValue(0);
    updateLayout();
    emit selectionChanged();
}

void HexView::clear()
{
    setSource(0, {});
}

void HexView::setFind(const FindText &wanted)
{
    const QByteArray bytes = wanted.isRegex ? QByteArray() : wanted.text.toUtf8();
    m_matchesCase = wanted.matchesCase;
    m_wanted = m_matchesCase ? bytes : bytes.toLower();
    viewport()->update();
}

/// Which of \a bytes, that begin at \a begin, belong to what is looked for.
std::vector<bool> HexView::foundIn(qint64 begin, const QByteArray &bytes) const
{
    std::vector<bool> found(static_cast<std::size_t>(bytes.size()));
    if (m_wanted.isEmpty())
        return found;
    // What begins before the first one, or ends behind the last.
    const qint64 front = std::min<qint64>(begin, m_wanted.size() - 1);
    QByteArray around = m_read(begin - front, front + bytes.size() + m_wanted.size() - 1);
    if (!m_matchesCase)
        around = around.toLower();
    for (qsizetype at = around.indexOf(m_wanted); at >= 0; at = around.indexOf(m_wanted, at + 1)) {
        for (qint64 i = at - front; i < at - front + m_wanted.size(); ++i) {
            if (i >= 0 && i < bytes.size())
                found[static_cast<std::size_t>(i)] = true;
        }
    }
    return found;
}

void HexView::updateLayout()
{
    const QFontMetrics metrics(m_theme.fixedFont());
    m_charWidth = metrics.horizontalAdvance(QLatin1Char('0'));
    m_lineHeight = metrics.height() + 2;
    m_offsetDigits = m_size > 0xffffff ? 8 : m_size > 0xffff ? 6 : 4;
    for (const int columns : {32, 16, 8}) {
        m_perLine = columns;
        if (asciiX(columns) + Margin <= viewport()->width())
            break;
    }
    const int page = std::max(1, viewport()->height() / m_lineHeight);
    const qint64 last = std::max<qint64>(0, lineCount() - page);
    verticalScrollBar()->setPageStep(page);
    verticalScrollBar()->setSingleStep(3);
    verticalScrollBar()->setRange(
        0, static_cast<int>(std::min<qint64>(last, std::numeric_limits<int>::max())));
    viewport()->update();
}

int HexView::hexX(int column) const
{
    const int gaps = column / GroupSize;
    return Margin + (m_offsetDigits + 2 + column * 3 + gaps) * m_charWidth;
}

int HexView::asciiX(int column) const
{
    return hexX(m_perLine) + m_charWidth + column * m_charWidth;
}

void HexView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateLayout();
}

void HexView::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QPainter painter(viewport());
    const Colors &colors = m_theme.colors();
    painter.fillRect(viewport()->rect(), palette().base());
    painter.setFont(m_theme.fixedFont());
    const qint64 firstLine = verticalScrollBar()->value();
    const int lines = viewport()->height() / m_lineHeight + 1;
    const qint64 begin = firstLine * m_perLine;
    const qint64 wanted = std::min<qint64>(m_size - begin, qint64(lines) * m_perLine);
    if (wanted <= 0 || !m_read) {
        painter.setPen(colors.dim);
        if (m_size == 0)
            painter.drawText(viewport()->rect(), Qt::AlignCenter, tr("No bytes"));
        return;
    }
    const QByteArray bytes = m_read(begin, wanted);
    const std::vector<bool> found = foundIn(begin, bytes);
    const qint64 selectedBegin = selectionStart();
    const qint64 selectedEnd = selectedBegin + selectionSize();
    for (qint64 i = 0; i < bytes.size(); ++i) {
        const int column = static_cast<int>(i % m_perLine);
        const int top = static_cast<int>(i / m_perLine) * m_lineHeight;
        if (column == 0) {
            painter.setPen(colors.dim);
            painter.drawText(
                QRect(Margin, top, m_offsetDigits * m_charWidth, m_lineHeight),
                Qt::AlignLeft | Qt::AlignVCenter,
                QStringLiteral("%1").arg(begin + i, m_offsetDigits, 16, QLatin1Char('0')));
        }
        const auto byte = static_cast<uchar>(bytes[i]);
        const bool isSelected = begin + i >= selectedBegin && begin + i < selectedEnd;
        const QRect hex(hexX(column), top, 2 * m_charWidth, m_lineHeight);
        const QRect ascii(asciiX(column), top, m_charWidth, m_lineHeight);
        if (isSelected) {
            painter.fillRect(hex.adjusted(-m_charWidth / 2, 0, m_charWidth / 2, 0),
                             colors.selection);
            painter.fillRect(ascii, colors.selection);
        } else if (found[static_cast<std::size_t>(i)]) {
            painter.fillRect(hex.adjusted(-m_charWidth / 2, 0, m_charWidth / 2, 0), colors.hit);
            painter.fillRect(ascii, colors.hit);
        }
        const bool isPrintable = byte >= 0x20 && byte < 0x7f;
        painter.setPen(byte == 0 ? colors.dim : colors.text);
        painter.drawText(hex, Qt::AlignLeft | Qt::AlignVCenter,
                         QStringLiteral("%1").arg(byte, 2, 16, QLatin1Char('0')));
        painter.setPen(isPrintable ? colors.sent : colors.dim);
        painter.drawText(ascii, Qt::AlignLeft | Qt::AlignVCenter,
                         isPrintable ? QString(QLatin1Char(bytes[i])) : QStringLiteral("."));
    }
}

std::optional<qint64> HexView::byteAt(const QPoint &position) const
{
    if (m_size == 0)
        return std::nullopt;
    const qint64 line = verticalScrollBar()->value() + std::max(0, position.y()) / m_lineHeight;
    int column = m_perLine - 1;
    if (position.x() >= asciiX(0) - m_charWidth / 2) {
        column = (position.x() - asciiX(0)) / m_charWidth;
    } else {
        while (column > 0 && position.x() < hexX(column) - m_charWidth / 2)
            --column;
    }
    column = std::clamp(column, 0, m_perLine - 1);
    return std::clamp<qint64>(line * m_perLine + column, 0, m_size - 1);
}

void HexView::mousePressEvent(QMouseEvent *event)
{
    const auto offset = byteAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && offset)
        moveTo(*offset, event->modifiers().testFlag(Qt::ShiftModifier));
}

void HexView::mouseMoveEvent(QMouseEvent *event)
{
    const auto offset = byteAt(event->position().toPoint());
    if (event->buttons().testFlag(Qt::LeftButton) && offset)
        moveTo(*offset, true);
}

void HexView::mouseReleaseEvent(QMouseEvent *event)
{
    event->accept();
}

void HexView::moveTo(qint64 offset, bool keepAnchor)
{
    if (m_size == 0)
        return;
    m_cursor = std::clamp<qint64>(offset, 0, m_size - 1);
    if (!keepAnchor || m_anchor < 0)
        m_anchor = m_cursor;
    const qint64 line = m_cursor / m_perLine;
    QScrollBar *const bar = verticalScrollBar();
    if (line < bar->value())
        bar->setValue(static_cast<int>(line));
    else if (line >= bar->value() + bar->pageStep())
        bar->setValue(static_cast<int>(line) - bar->pageStep() + 1);
    viewport()->update();
    emit selectionChanged();
}

void HexView::keyPressEvent(QKeyEvent *event)
{
    const bool keep = event->modifiers().testFlag(Qt::ShiftModifier);
    const qint64 page = qint64(verticalScrollBar()->pageStep()) * m_perLine;
    const qint64 at = std::max<qint64>(0, m_cursor);
    if (event->matches(QKeySequence::SelectAll)) {
        select(0, m_size);
        return;
    }
    switch (event->key()) {
    case Qt::Key_Left:
        return moveTo(at - 1, keep);
    case Qt::Key_Right:
        return moveTo(at + 1, keep);
    case Qt::Key_Up:
        return moveTo(at - m_perLine, keep);
    case Qt::Key_Down:
        return moveTo(at + m_perLine, keep);
    case Qt::Key_PageUp:
        return moveTo(at - page, keep);
    case Qt::Key_PageDown:
        return moveTo(at + page, keep);
    case Qt::Key_Home:
        return moveTo(event->modifiers().testFlag(Qt::ControlModifier) ? 0 : at - at % m_perLine,
                      keep);
    case Qt::Key_End:
        return moveTo(event->modifiers().testFlag(Qt::ControlModifier)
                          ? m_size - 1
                          : at - at % m_perLine + m_perLine - 1,
                      keep);
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

qint64 HexView::selectionStart() const
{
    return m_cursor < 0 ? 0 : std::min(m_anchor, m_cursor);
}

qint64 HexView::selectionSize() const
{
    return m_cursor < 0 ? 0 : std::max(m_anchor, m_cursor) - std::min(m_anchor, m_cursor) + 1;
}

void HexView::select(qint64 offset, qint64 length)
{
    if (length <= 0 || offset >= m_size)
        return;
    moveTo(offset, false);
    m_cursor = std::min(m_size, offset + length) - 1;
    viewport()->update();
    emit selectionChanged();
}

QByteArray HexView::selectedBytes() const
{
    if (!m_read || selectionSize() == 0 || selectionSize() > MaxCopy)
        return {};
    return m_read(selectionStart(), selectionSize());
}

void HexView::copyHex()
{
    QGuiApplication::clipboard()->setText(CopyAs::hex(selectedBytes()));
}

void HexView::copyDump()
{
    QGuiApplication::clipboard()->setText(CopyAs::hexDump(selectedBytes()));
}

void HexView::copyText()
{
    QGuiApplication::clipboard()->setText(CopyAs::text(selectedBytes()));
}

void HexView::contextMenuEvent(QContextMenuEvent *event)
{
    if (selectionSize() == 0)
        return;
    QMenu menu;
    menu.addActions(actions());
    menu.exec(event->globalPos());
}
