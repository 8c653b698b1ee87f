// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/findtext.h"

#include <QPlainTextEdit>

class Theme;

/// Read-only text in the fixed-width font, however long its lines are: very long ones are laid out
/// in pieces, and copied whole.
class TextView : public QPlainTextEdit
{
    Q_OBJECT

public:
    static constexpr qsizetype MaxPiece = 2000;

    explicit TextView(const Theme &theme, QWidget *parent = nullptr);

    void setContent(const QString &text);
    /// Goes on where the text ended, in the same line if that was not over.
    void appendContent(const QString &content);
    /// Marks where \a wanted stands, and brings the first place into sight.
    void setFind(const FindText &wanted);
    /// The text without the breaks that only the layout needed.
    QString content() const;

protected:
    QMimeData *createMimeDataFromSelection() const override;

private:
    QString joined(int from, int to) const;
    void markFound();

    const Theme &m_theme;
    FindMarker m_marker;
};
