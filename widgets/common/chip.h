// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QColor>
#include <QWidget>

class QPainter;
class Theme;

/// How delegates and widgets draw a chip: a short word on a rounded ground.
namespace Chips {

/// The size that \a text takes, in the theme's small font.
QSize size(const QString &text, const Theme &theme);
/// Draws a chip at the left of \a area, in the middle of its height, no wider than it. Returns
/// what it covered. An invalid \a color means the theme's text colour.
QRect paint(QPainter &painter, const QRect &area, const QString &text, const QColor &color,
            const Theme &theme);

} // namespace Chips

/// A chip as a widget.
class Chip : public QWidget
{
    Q_OBJECT
public:
    explicit Chip(const Theme &theme, QWidget *parent = nullptr);

    void setText(const QString &text, const QColor &color = {});
    const QString &text() const { return m_text; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QString m_text;
    QColor m_color;
};
