// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QAbstractScrollArea>

#include <functional>
#include <optional>
#include <vector>

class Theme;
struct FindText;

/// Bytes in hex and ASCII, of any length: reads only what is painted.
class HexView : public QAbstractScrollArea
{
    Q_OBJECT

public:
    using Reader = std::function<QByteArray(qint64 offset, qint64 length)>;

    /// A selection that is larger is not copied.
    static constexpr qint64 MaxCopy = qint64(8) << 20;

    explicit HexView(const Theme &theme, QWidget *parent = nullptr);

    /// \a read is called while painting.
    void setSource(qint64 size, Reader read);
    void clear();
    /// Marks the bytes of \a wanted, if that is a text.
    void setFind(const FindText &wanted);

    qint64 size() const { return m_size; }
    int bytesPerLine() const { return m_perLine; }
    /// The first selected byte, and how many; none: 0.
    qint64 selectionStart() const;
    qint64 selectionSize() const;
    void select(qint64 offset, qint64 length);

    void copyHex();
    void copyDump();
    void copyText();

signals:
    void selectionChanged();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void updateLayout();
    void moveTo(qint64 offset, bool keepAnchor);
    std::optional<qint64> byteAt(const QPoint &position) const;
    qint64 lineCount() const { return (m_size + m_perLine - 1) / m_perLine; }
    int hexX(int column) const;
    int asciiX(int column) const;
    QByteArray selectedBytes() const;

    std::vector<bool> foundIn(qint64 begin, const QByteArray &bytes) const;

    const Theme &m_theme;
    QByteArray m_wanted; // in lower case if either case matches
    bool m_matchesCase = false;
    Reader m_read;
    qint64 m_size = 0;
    qint64 m_anchor = -1;
    qint64 m_cursor = -1;
    int m_perLine = 16;
    int m_lineHeight = 16;
    int m_charWidth = 8;
    int m_offsetDigits = 4;
};
