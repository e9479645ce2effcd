//! Which headings stand over a cell and at the head of its row: worked out once from the rows of
//! each table, so that no reader has to guess (ISO 32000-1, Table 349; ISO 14289-1, 7.5).

use crate::layout::{Kid, NodeId, Page, Role};

/// The headings of every cell of a page's tables.
pub struct Headers<'a> {
    page: &'a Page,
    /// By node.
    of: Vec<Vec<NodeId>>,
}

impl<'a> Headers<'a> {
    /// Reads the tables.
    pub fn new(page: &'a Page) -> Self {
        let mut headers = Headers { page, of: vec![Vec::new(); page.nodes.len()] };
        for (node, id) in page.nodes.iter().zip((0..).map(NodeId)) {
            if matches!(node.role, Role::Table { .. }) {
                headers.table(id);
            }
        }
        headers
    }

    /// The headings of a cell, columns first; empty for what is not a cell.
    pub fn of(&self, node: NodeId) -> &[NodeId] {
        &self.of[node.0 as usize]
    }

    /// The cells that are headings, ascending.
    pub fn identified(&self) -> impl Iterator<Item = NodeId> {
        (0..).map(NodeId).zip(&self.page.nodes).filter_map(|(id, node)| match node.role {
            Role::ColumnHeader | Role::RowHeader => Some(id),
            _ => None,
        })
    }

    /// Cells fill the columns from the first, and no cell spans two.
    fn table(&mut self, table: NodeId) {
        let mut columns: Vec<Vec<NodeId>> = Vec::new();
        for row in self.rows(table) {
            let cells: Vec<NodeId> = self.children(row).collect();
            let row_headers: Vec<NodeId> =
                cells.iter().copied().filter(|&cell| *self.role(cell) == Role::RowHeader).collect();
            columns.resize(columns.len().max(cells.len()), Vec::new());
            for (cell, over) in cells.into_iter().zip(&mut columns) {
                match self.role(cell) {
                    Role::ColumnHeader => over.push(cell),
                    Role::RowHeader => self.of[cell.0 as usize] = over.clone(),
                    _ => self.of[cell.0 as usize] = [over.as_slice(), &row_headers].concat(),
                }
            }
        }
    }

    fn rows(&self, table: NodeId) -> Vec<NodeId> {
        let mut rows = Vec::new();
        for part in self.children(table) {
            match self.role(part) {
                Role::TableRow => rows.push(part),
                Role::TableHead | Role::TableBody => rows.extend(self.children(part)),
                _ => {}
            }
        }
        rows
    }

    fn role(&self, node: NodeId) -> &Role {
        &self.page.nodes[node.0 as usize].role
    }

    fn children(&self, node: NodeId) -> impl Iterator<Item = NodeId> {
        self.page.nodes[node.0 as usize].kids.iter().filter_map(|kid| match kid {
            Kid::Node(id) => Some(*id),
            Kid::Content(_) => None,
        })
    }
}
